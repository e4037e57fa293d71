import { Resend } from "resend";
import { env } from "@/lib/env";

export type Mail = {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The same key never sends twice: the id of the row that the mail is about. */
  idempotencyKey: string;
  from?: string;
  replyTo?: string;
  headers?: Record<string, string>;
};

/** A mail that was not accepted. `retriable` says whether asking again later makes sense. */
export class MailError extends Error {
  constructor(
    message: string,
    readonly retriable: boolean,
  ) {
    super(message);
    this.name = "MailError";
  }
}

const timeoutMs = 10_000;

/** Whether mails can be sent at all; screens hide what needs them when not. */
export const mailConfigured = (): boolean => Boolean(env().RESEND_API_KEY);

/**
 * Hands a mail to Resend.
 * @returns the provider's id of it; null when an earlier attempt with this key arrived, though its answer didn't
 * @throws MailError, retriable for time-outs, limits and failures over there
 */
export async function sendMail(mail: Mail): Promise<string | null> {
  const { RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM } = env();
  if (!RESEND_API_KEY) throw new MailError("No mail can be sent: RESEND_API_KEY is not set.", false);
  const { idempotencyKey, from = MAIL_FROM, subject, ...rest } = mail;
  const { data, error } = await new Resend(RESEND_API_KEY, { baseUrl: RESEND_BASE_URL }).emails.send(
    { ...rest, from, subject: oneLine(subject) },
    // A signal reaches the SDK's fetch, which alone would wait for ever.
    { idempotencyKey, signal: AbortSignal.timeout(timeoutMs) } as { idempotencyKey: string },
  );
  if (data) return data.id;
  const { name, statusCode: status = null } = error ?? {};
  if (name === "invalid_idempotent_request") return null;
  const isUnderWay = (name as string | undefined) === "concurrent_idempotent_requests";
  const retriable = status === null || status === 429 || status >= 500 || isUnderWay;
  throw new MailError(`The mail was not accepted (${status ?? "no answer"}): ${error?.message}`, retriable);
}

/** A subject with a line break could add headers of its own. */
const oneLine = (subject: string) =>
  subject
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
