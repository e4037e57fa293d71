"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { textsOf } from "@/lib/forms/use-submit";
import { TextField } from "../../../_components/text-field";
import { useSignIn } from "../../../_components/use-sign-in";

export function SecondFactorForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const [recovery, setRecovery] = useState(false);
  const { error, pending, submit, reset } = useSignIn("second-factor", next);
  return (
    <AuthLayout
      title={t("secondFactor.title")}
      description={t(recovery ? "secondFactor.recoveryText" : "secondFactor.text")}
      footer={
        <Link href="/sign-in" className="text-accent-text underline underline-offset-2">
          {t("secondFactor.restart")}
        </Link>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(textsOf(event.currentTarget));
        }}
      >
        <FormError error={error} fields={["code"]} />
        <TextField
          key={String(recovery)}
          name="code"
          label={t(recovery ? "secondFactor.recoveryCode" : "code")}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          error={error}
          required
        />
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("secondFactor.submit")}
        </Button>
        <Button
          variant="link"
          onClick={() => {
            setRecovery(!recovery);
            reset();
          }}
        >
          {t(recovery ? "secondFactor.useApp" : "secondFactor.useRecovery")}
        </Button>
      </form>
    </AuthLayout>
  );
}
