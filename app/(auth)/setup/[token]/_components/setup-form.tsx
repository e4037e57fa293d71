"use client";

import { useLocale, useTranslations } from "next-intl";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { PublicError } from "@/lib/core/errors";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { browserTimeZone, goTo, thenSignIn } from "../../../_components/new-account";
import { PersonFields } from "../../../_components/person-fields";
import { TextField } from "../../../_components/text-field";
import { completeSetupAction } from "../../../actions";

export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const { error, pending, submit } = useSubmit(
    ({ name = "", email = "", password = "", workspace = "" }: Record<string, string>) =>
      thenSignIn(
        completeSetupAction({ token, name, email, password, workspace, locale, timeZone: browserTimeZone() }),
        password,
      ),
    ({ workspace }) => goTo(`/w/${workspace}`),
  );
  const shown = besideName(error);
  return (
    <AuthLayout title={t("setup.title")} description={t("setup.text")}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(textsOf(event.currentTarget));
        }}
      >
        <FormError error={shown} fields={["name", "email", "password", "workspace"]} />
        <PersonFields error={shown} />
        <TextField
          name="workspace"
          label={t("setup.workspace")}
          hint={t("setup.workspaceHint")}
          autoComplete="organization"
          error={shown}
          required
        />
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("setup.submit")}
        </Button>
      </form>
    </AuthLayout>
  );
}

/** The address of the workspace is made from its name, so what is wrong with it stands there. */
function besideName(error: PublicError | null): PublicError | null {
  if (!error?.fields) return error;
  const fields = error.fields.map((one) => (one.field === "slug" ? { ...one, field: "workspace" } : one));
  return { ...error, fields };
}
