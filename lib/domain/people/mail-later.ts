import type { AccountContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type AccountMailKind, accountMail } from "@/lib/email/account-mails";
import { mailConfigured, sendMail } from "@/lib/email/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";

/** Whether the mail that an answer speaks of was handed over. */
export type MailAnswer = { mail: "sent" | "failed" };

/**
 * Sends a mail once the transaction has committed. The answer is filled in by then, so a door can tell the truth.
 * @param about.key what it is about: the same key never sends twice
 */
export function mailLater(
  ctx: AccountContext,
  about: {
    kind: AccountMailKind;
    to: string;
    locale: string | null | undefined;
    link: string;
    key: string;
    values?: Record<string, string>;
  },
): MailAnswer {
  const answer: MailAnswer = { mail: "failed" };
  ctx.afterCommit(async () => {
    try {
      await sendMail(await accountMail({ ...about, idempotencyKey: `${about.kind}/${about.key}` }));
      answer.mail = "sent";
    } catch (error) {
      logger().error({ err: error, requestId: ctx.requestId, kind: about.kind }, "account mail not sent");
    }
  });
  return answer;
}

/** Tells somebody of a change to how they sign in. Without mail there is nobody to tell. */
export function tellOfChange(
  ctx: AccountContext,
  kind: AccountMailKind,
  user: { email: string; locale: string | null },
  values?: Record<string, string>,
): void {
  if (!mailConfigured()) return;
  const link = `${env().FLOWRA_URL}/account/security`;
  mailLater(ctx, { kind, to: user.email, locale: user.locale, link, key: newId(), values });
}

/** @throws AppError UNAVAILABLE `mail_off` where a feature needs mail and none can be sent */
export function requireMail(): void {
  if (!mailConfigured()) throw new AppError("UNAVAILABLE", { reason: "mail_off" });
}
