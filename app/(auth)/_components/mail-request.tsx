"use client";

import { Mail } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { requestPasswordResetAction, requestSignInLinkAction } from "../actions";
import { TextField } from "./text-field";

export interface MailRequestProps {
  wants: "sign_in" | "sign_up" | "reset";
  submitLabel: string;
  email?: string;
  /** Below the button. */
  children?: ReactNode;
}

/** Asks for an address and has a mail sent there; what it says afterwards is the same for every address. */
export function MailRequest({ wants, submitLabel, email, children }: MailRequestProps) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [mailFailed, setMailFailed] = useState(false);
  const { error, pending, submit } = useSubmit(
    (email: string) =>
      wants === "reset"
        ? requestPasswordResetAction({ email, locale })
        : requestSignInLinkAction({ email, locale, wants }),
    ({ mail }, email) => {
      setMailFailed(mail === "failed");
      if (mail === "sent") setSentTo(email);
    },
  );

  if (sentTo !== null) {
    return (
      <div role="status" className="flex flex-col items-start gap-3">
        <Mail aria-hidden className="size-6 text-accent-text" />
        <h2 className="font-semibold text-base text-text">{t("sent.title")}</h2>
        <p className="text-muted text-sm [overflow-wrap:anywhere]">{t("sent.text", { email: sentTo })}</p>
        <Button onClick={() => setSentTo(null)}>{t("sent.again")}</Button>
      </div>
    );
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(textsOf(event.currentTarget).email ?? "");
      }}
    >
      <FormError error={error} fields={["email"]} />
      {mailFailed ? <Banner tone="danger">{t("mailFailed")}</Banner> : null}
      <TextField
        name="email"
        type="email"
        label={t("email")}
        autoComplete="username"
        defaultValue={email}
        error={error}
        required
      />
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        {submitLabel}
      </Button>
      {children}
    </form>
  );
}
