import { createTranslator } from "next-intl";
import { catalogues } from "@/lib/i18n/catalogues";
import { defaultLocale, parseLocale } from "@/lib/i18n/locale";
import type { Mail } from "./client";
import { renderMail } from "./render";
import { MailButton, MailLayout, MailText } from "./templates/layout";

/** The mail that brings an invitation's link. */
export async function invitationMail(about: {
  to: string;
  locale: string | null;
  inviter: string;
  workspaceName: string;
  href: string;
  idempotencyKey: string;
}): Promise<Mail> {
  const { to, inviter, workspaceName, href, idempotencyKey } = about;
  const locale = parseLocale(about.locale) ?? defaultLocale;
  const t = createTranslator({
    locale,
    messages: catalogues[locale],
    namespace: "workspaces.invitationMail",
  });
  const values = { inviter, workspace: workspaceName, email: to };
  const body = t("text", values);
  const { html, text } = await renderMail(
    <MailLayout
      locale={locale}
      brand={workspaceName}
      preview={body}
      heading={t("heading", values)}
      footer={t("footer", values)}
    >
      <MailText>{body}</MailText>
      <MailButton href={href} label={t("button")} orCopy={t("orCopy")} />
    </MailLayout>,
  );
  return { to, subject: t("subject", values), html, text, idempotencyKey };
}
