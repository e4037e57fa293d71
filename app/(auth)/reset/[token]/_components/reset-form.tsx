"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { TextField } from "../../../_components/text-field";
import { resetPasswordAction } from "../../../actions";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth");
  const [done, setDone] = useState(false);
  const { error, pending, submit } = useSubmit(resetPasswordAction, () => setDone(true));
  if (done) {
    return (
      <AuthLayout title={t("reset.done")} description={t("reset.doneText")}>
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-in">{t("reset.signIn")}</Link>
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("reset.title")} description={t("reset.text", { email })}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit({ token, password: textsOf(event.currentTarget).password ?? "" });
        }}
      >
        <FormError error={error} fields={["password"]} />
        {/* Password managers store the new password under this name. */}
        <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
        <TextField
          name="password"
          type="password"
          label={t("newPassword")}
          hint={t("passwordHint")}
          autoComplete="new-password"
          error={error}
          required
        />
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("reset.submit")}
        </Button>
      </form>
    </AuthLayout>
  );
}
