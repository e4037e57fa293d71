import { createTranslator } from "next-intl";
import type { CustomerMail } from "@/lib/domain/customer-mails/prepare-customer-mail";
import { env } from "@/lib/env";
import { catalogues } from "@/lib/i18n/catalogues";
import { defaultLocale, parseLocale } from "@/lib/i18n/locale";
import type { Mail } from "./client";
import { renderMail } from "./render";
import { MailButton, MailLayout, MailLink, MailQuote, MailText } from "./templates/layout";

/** Tells a customer of replies that they have not read, with a link that opens the conversation anywhere. */
export async function replyMail(mail: CustomerMail): Promise<Mail> {
  const locale = parseLocale(mail.locale) ?? defaultLocale;
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: "emails.reply" });
  const general = createTranslator({ locale, messages: catalogues[locale], namespace: "emails" });
  const answers = mail.replies.filter(({ closesInDays }) => closesInDays === null).length;
  const values = { workspace: mail.workspaceName, count: answers };
  const bodyOf = ({ body, closesInDays: days }: Reply) =>
    body || (days === null ? "" : t("closing", { days }));
  const href = env().FLOWRA_URL + mail.returnPath;
  const [first] = mail.replies;
  const { html, text } = await renderMail(
    <MailLayout
      locale={locale}
      brand={mail.workspaceName}
      preview={first ? bodyOf(first).slice(0, 120) || namesOf(first.files) : ""}
      heading={
        answers === 0
          ? t("headingClosing")
          : mail.customerName
            ? t("headingNamed", { name: mail.customerName })
            : t("heading")
      }
      footer={t("footer", values)}
    >
      {answers > 0 ? <MailText>{t("text", values)}</MailText> : null}
      {mail.replies.map((reply) => (
        <MailQuote key={reply.at} author={reply.author ?? mail.inboxName} body={bodyOf(reply)}>
          {reply.files.length > 0 ? <MailLink href={href}>{namesOf(reply.files)}</MailLink> : null}
        </MailQuote>
      ))}
      <MailButton href={href} label={t("button")} orCopy={general("orCopy")} />
    </MailLayout>,
  );
  return {
    to: mail.to,
    subject: t("subject", { title: mail.title, number: mail.ticketNumber }),
    html,
    text,
    idempotencyKey: mail.id,
    headers: threadHeaders(mail),
  };
}

type Reply = CustomerMail["replies"][number];

const namesOf = (files: string[]) => files.map((name) => `📎 ${name}`).join(", ");

/** All mails of a ticket stand together in the customer's program, under a root that no mail carries itself. */
function threadHeaders(mail: CustomerMail): Record<string, string> {
  const host = new URL(env().FLOWRA_URL).hostname;
  const root = `<ticket-${mail.ticketNumber}.${mail.chatId}@${host}>`;
  return { "Message-ID": `<${mail.id}@${host}>`, "In-Reply-To": root, References: root };
}
