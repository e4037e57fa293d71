"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { useSubmit } from "@/lib/forms/use-submit";
import { confirmEmailChangeAction } from "../../../actions";

export function ChangeEmail({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth");
  const [done, setDone] = useState(false);
  const { error, pending, submit } = useSubmit(confirmEmailChangeAction, () => setDone(true));
  if (done) {
    return (
      <AuthLayout title={t("changeEmail.done")} description={t("changeEmail.doneText", { email })}>
        <Button asChild variant="primary" size="lg">
          <Link href="/">{t("changeEmail.go")}</Link>
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("changeEmail.title", { email })} description={t("changeEmail.text")}>
      <div className="flex flex-col gap-4">
        <FormError error={error} />
        <Button variant="primary" size="lg" pending={pending} onClick={() => submit({ token })}>
          {t("changeEmail.submit")}
        </Button>
      </div>
    </AuthLayout>
  );
}
