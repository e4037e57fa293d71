import { createTranslator } from "next-intl";
import { catalogues } from "@/lib/i18n/catalogues";
import { defaultLocale, type Locale, parseLocale } from "@/lib/i18n/locale";
import type { Mail } from "./client";
import { renderMail } from "./render";
import { MailButton, MailLayout, MailText } from "./templates/layout";

/** What people get mail about their account for; each is a group of texts in the `emails` catalogue. */
export type AccountMailKind =
  | "signIn"
  | "signUp"
  | "alreadyHere"
  | "noAccount"
  | "resetPassword"
  | "changeEmail"
  | "emailChanged"
  | "passwordChanged"
  | "secondFactorOn"
  | "secondFactorOff"
  | "providerLinked";

/** A mail about an account, in the language of whoever gets it. */
export async function accountMail(about: {
  kind: AccountMailKind;
  to: string;
  locale: Locale | string | null | undefined;
  /** What its button opens: the one-time link, or the account for mails that only tell something. */
  link: string;
  values?: Record<string, string>;
  idempotencyKey: string;
}): Promise<Mail> {
  const { kind, to, link, idempotencyKey } = about;
  const locale = parseLocale(about.locale) ?? defaultLocale;
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: "emails" });
  const values = { email: to, newEmail: "", provider: "", ...about.values };
  const body = t(`account.${kind}.text`, values);
  const { html, text } = await renderMail(
    <MailLayout
      locale={locale}
      brand={t("brand")}
      preview={body}
      heading={t(`account.${kind}.heading`, values)}
      footer={t(`account.${kind}.footer`, values)}
    >
      <MailText>{body}</MailText>
      <MailButton href={link} label={t(`account.${kind}.button`, values)} orCopy={t("orCopy")} />
    </MailLayout>,
  );
  return { to, subject: t(`account.${kind}.subject`, values), html, text, idempotencyKey };
}
