"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import { signInWith } from "@/lib/auth/browser";
import { signUpByInvitationAction } from "../actions";

/** A name and a password make the account: that the link arrived proves the address. */
export function SignUpForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("workspaces.invite");
  const locale = useLocale();
  const [entering, setEntering] = useState(false);
  const signUp = useAction(signUpByInvitationAction, ["name", "password"]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const made = await signUp.run({ token, name: String(form.get("name")), password, locale, timeZone });
    if (!made) return;
    setEntering(true);
    const next = `/w/${made.workspace}`;
    const entered = await signInWith("password", { email: made.email, password });
    // A new page, so that nothing of before the sign-in stays in the browser's memory.
    window.location.assign(entered.ok ? next : `/sign-in?next=${encodeURIComponent(next)}`);
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("email")}>
        {(control) => (
          <Input {...control} type="email" name="email" value={email} readOnly autoComplete="username" />
        )}
      </Field>
      <Field label={t("name")} error={signUp.fieldProblem("name")} required>
        {(control) => <Input {...control} name="name" maxLength={80} autoComplete="name" />}
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={signUp.fieldProblem("password")} required>
        {(control) => (
          <Input {...control} type="password" name="password" maxLength={200} autoComplete="new-password" />
        )}
      </Field>
      <FormProblem>{signUp.problem}</FormProblem>
      <Button type="submit" variant="primary" size="lg" pending={signUp.pending || entering}>
        {t("create")}
      </Button>
    </form>
  );
}
