import { z } from "zod";

/** An answer in the words and form of Resend's API. */
export class ResendError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

const line = z.string().regex(/^[^\r\n]*$/, "must be a single line");
const address = line.refine(isAddress, "address");
const addresses = z.preprocess(
  (value) => (typeof value === "string" ? [value] : (value ?? undefined)),
  z.array(address).max(50, "must not name more than 50 recipients").optional(),
);

const message = z.object({
  from: address,
  to: addresses.refine((list) => list !== undefined && list.length > 0, "required"),
  cc: addresses,
  bcc: addresses,
  reply_to: addresses,
  subject: line.max(998, "must not be longer than 998 characters"),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string().regex(/^[!-9;-~]+$/, "must have valid names"), line).nullish(),
  tags: z
    .array(z.object({ name: z.string().regex(/^[\w-]{1,256}$/), value: z.string().regex(/^[\w-]{1,256}$/) }))
    .nullish(),
  attachments: z
    .array(
      z.object({
        filename: z.string().nullish(),
        content: z
          .union([z.string(), z.object({ type: z.literal("Buffer"), data: z.array(z.number()) })])
          .nullish(),
        path: z.string().nullish(),
        content_type: z.string().nullish(),
        content_id: z.string().nullish(),
      }),
    )
    .nullish(),
  scheduled_at: z.string().nullish(),
});

export type Attachment = { filename: string; contentType: string; contentId?: string; base64: string };
export type Message = {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: Attachment[];
  scheduledAt: string | null;
};

/**
 * What was sent to POST /emails, checked as Resend checks it.
 * @throws ResendError naming the first wrong field
 */
export function parseMessage(body: unknown): Message {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  for (const name of ["from", "to", "subject"]) {
    if (fields[name] === undefined || fields[name] === null || fields[name] === "")
      throw missing(`\`${name}\``);
  }
  if (!fields.html && !fields.text) throw missing("`html` or `text`");
  const result = message.safeParse(body);
  if (!result.success) throw invalid(result.error.issues[0]!);
  const { data } = result;
  return {
    from: data.from,
    to: data.to ?? [],
    cc: data.cc ?? [],
    bcc: data.bcc ?? [],
    replyTo: data.reply_to ?? [],
    subject: data.subject,
    html: data.html ?? null,
    text: data.text ?? null,
    headers: data.headers ?? {},
    tags: data.tags ?? [],
    scheduledAt: data.scheduled_at ?? null,
    attachments: (data.attachments ?? []).map((attachment) => ({
      filename: attachment.filename ?? "attachment",
      contentType: attachment.content_type ?? "application/octet-stream",
      contentId: attachment.content_id ?? undefined,
      base64:
        typeof attachment.content === "string"
          ? attachment.content
          : Buffer.from(attachment.content?.data ?? []).toString("base64"),
    })),
  };
}

function missing(fields: string): ResendError {
  return new ResendError(422, "missing_required_field", `Missing ${fields} field.`);
}

function invalid(issue: { path: PropertyKey[]; message: string }): ResendError {
  const field = `\`${String(issue.path[0] ?? "body")}\``;
  const rule =
    issue.message === "address"
      ? "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format."
      : `It ${issue.message.replace(/^Invalid input: /, "is not right: ")}.`;
  return new ResendError(422, "validation_error", `Invalid ${field} field. ${rule}`);
}

function isAddress(text: string): boolean {
  const bare = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return (
    bare.length <= 320 &&
    /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\.]+$/.test(bare.trim())
  );
}
