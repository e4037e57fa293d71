"use client";

import { useLocale, useTranslations } from "next-intl";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { browserTimeZone, goTo, thenSignIn } from "../../../_components/new-account";
import { PersonFields } from "../../../_components/person-fields";
import { signUpAction } from "../../../actions";

export function SignUpForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const { error, pending, submit } = useSubmit(
    ({ name = "", password = "" }: Record<string, string>) =>
      thenSignIn(signUpAction({ token, name, password, locale, timeZone: browserTimeZone() }), password),
    () => goTo("/"),
  );
  return (
    <AuthLayout title={t("verify.title")} description={t("verify.text", { email })}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(textsOf(event.currentTarget));
        }}
      >
        <FormError error={error} fields={["name", "password"]} />
        <PersonFields error={error} email={email} />
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("verify.submit")}
        </Button>
      </form>
    </AuthLayout>
  );
}
