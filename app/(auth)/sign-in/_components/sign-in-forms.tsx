"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { textsOf } from "@/lib/forms/use-submit";
import { MailRequest } from "../../_components/mail-request";
import { TextField } from "../../_components/text-field";
import { useSignIn } from "../../_components/use-sign-in";

/** By password or by mailed link; what was typed as the address stays when one changes over. */
export function SignInForms({ next, withMail }: { next: string; withMail: boolean }) {
  const t = useTranslations("auth");
  const [byLink, setByLink] = useState(false);
  const [email, setEmail] = useState("");
  if (byLink) {
    return (
      <MailRequest wants="sign_in" submitLabel={t("signIn.sendLink")} email={email}>
        <p className="text-muted text-sm">{t("signIn.linkText")}</p>
        <Button variant="link" onClick={() => setByLink(false)}>
          {t("signIn.usePassword")}
        </Button>
      </MailRequest>
    );
  }
  return (
    <PasswordForm next={next} email={email} onEmail={setEmail}>
      {withMail ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Button variant="link" onClick={() => setByLink(true)}>
            {t("signIn.link")}
          </Button>
          <Button asChild variant="link">
            <Link href="/forgot">{t("signIn.forgot")}</Link>
          </Button>
        </div>
      ) : null}
    </PasswordForm>
  );
}

interface PasswordFormProps {
  next: string;
  email: string;
  onEmail: (email: string) => void;
  children: React.ReactNode;
}

function PasswordForm({ next, email, onEmail, children }: PasswordFormProps) {
  const t = useTranslations("auth");
  const { error, pending, submit } = useSignIn("password", next);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(textsOf(event.currentTarget));
      }}
    >
      <FormError error={error} fields={["email", "password"]} />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        autoComplete="username"
        value={email}
        onChange={(event) => onEmail(event.target.value)}
        error={error}
        required
      />
      <TextField
        name="password"
        type="password"
        label={t("password")}
        autoComplete="current-password"
        error={error}
        required
      />
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        {t("signIn.submit")}
      </Button>
      {children}
    </form>
  );
}
