import { resolve } from "node:path";
import { z } from "zod";
import { PlainError } from "../process/plain-error";

const variables = z.object({
  MAILBOX_HOST: z.string().default("127.0.0.1"),
  MAILBOX_PORT: z.coerce
    .number({ error: "must be a port number from 0 to 65535" })
    .int("must be a port number from 0 to 65535")
    .min(0, "must be a port number from 0 to 65535")
    .max(65_535, "must be a port number from 0 to 65535")
    .default(8025),
  MAILBOX_DATA: z.string().default(".flowra/mailbox"),
  RESEND_API_KEY: z.string().optional(),
  MAILBOX_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
});

export type MailboxConfig = {
  host: string;
  /** 0 takes a free port. */
  port: number;
  dataDir: string;
  /** What senders must present; absent: any key is good. */
  apiKey?: string;
  /** What readers must present once; absent: who reaches the port on this machine may read. */
  token?: string;
  /** Older mails go when there are more than this. */
  keep: number;
};

/**
 * Reads the mailbox's settings.
 * @throws PlainError that names each wrong variable
 */
export function readMailboxConfig(source: Record<string, string | undefined> = process.env): MailboxConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = variables.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
    throw new PlainError(`The mailbox cannot start. ${lines.join(" ")}`);
  }
  const values = result.data;
  if (!values.MAILBOX_TOKEN && !["127.0.0.1", "localhost", "::1"].includes(values.MAILBOX_HOST)) {
    throw new PlainError(
      "The mailbox cannot start. MAILBOX_TOKEN must be set when MAILBOX_HOST lets others than this machine in.",
    );
  }
  return {
    host: values.MAILBOX_HOST,
    port: values.MAILBOX_PORT,
    dataDir: resolve(values.MAILBOX_DATA),
    apiKey: values.RESEND_API_KEY,
    token: values.MAILBOX_TOKEN,
    keep: 2_000,
  };
}
