import { timingSafeEqual } from "node:crypto";
import type { Faults } from "./faults";
import { parseMessage, ResendError } from "./mail";
import { type Mail, type MailStore, SameKeyOtherBody } from "./store";

export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: () => Promise<string>;
};

/**
 * The part of Resend's API that its SDK uses for sending: POST /emails, POST /emails/batch, GET /emails and
 * GET /emails/:id.
 * @returns what is answered as JSON
 * @throws ResendError
 */
export async function answerResend(
  request: ApiRequest,
  { store, apiKey, faults }: { store: MailStore; apiKey?: string; faults: Faults },
): Promise<unknown> {
  authorize(request, apiKey);
  const { method, path, query } = request;
  if (path === "/emails" && method === "POST") {
    faults.strike();
    const [mail] = add(store, [parseMessage(await json(request))], idempotencyKey(request));
    return { id: mail!.id };
  }
  if (path === "/emails/batch" && method === "POST") {
    faults.strike();
    return addBatch(
      store,
      await json(request),
      idempotencyKey(request),
      request.headers["x-batch-validation"],
    );
  }
  if (path === "/emails" && method === "GET") {
    const limit = Math.min(Math.max(Number(query.get("limit")) || 20, 1), 100);
    const found = store.list({ limit: limit + 1, before: query.get("after") ?? undefined });
    return { object: "list", has_more: found.length > limit, data: found.slice(0, limit).map(view) };
  }
  if (method === "GET") {
    const mail = store.get(path.slice("/emails/".length));
    if (mail) return view(mail);
    throw new ResendError(404, "not_found", "Email not found");
  }
  throw new ResendError(
    405,
    "method_not_allowed",
    "This endpoint does not support the specified HTTP method.",
  );
}

function authorize(request: ApiRequest, apiKey: string | undefined): void {
  const header = String(request.headers.authorization ?? "");
  const given = /^Bearer (.+)$/.exec(header)?.[1];
  if (!given) throw new ResendError(401, "missing_api_key", "Missing API Key");
  if (apiKey && !sameText(given, apiKey)) throw new ResendError(403, "invalid_api_key", "API key is invalid");
}

function idempotencyKey(request: ApiRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || key.length < 1 || key.length > 256) {
    throw new ResendError(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  }
  return key;
}

async function json(request: ApiRequest): Promise<unknown> {
  try {
    return JSON.parse(await request.body());
  } catch (error) {
    if (error instanceof ResendError) throw error;
    throw new ResendError(400, "validation_error", "The request body is not valid JSON.");
  }
}

function addBatch(store: MailStore, body: unknown, key: string | undefined, validation: unknown): unknown {
  if (!Array.isArray(body) || body.length === 0 || body.length > 100) {
    throw new ResendError(422, "validation_error", "The body must be a list of 1 to 100 emails.");
  }
  const errors: { index: number; message: string }[] = [];
  const messages = body.flatMap((entry, index) => {
    try {
      return [parseMessage(entry)];
    } catch (error) {
      if (validation !== "permissive") throw error;
      errors.push({ index, message: (error as Error).message });
      return [];
    }
  });
  const data = add(store, messages, key).map(({ id }) => ({ id }));
  return validation === "permissive" ? { data, errors } : { data };
}

function add(store: MailStore, messages: Parameters<MailStore["add"]>[0], key: string | undefined): Mail[] {
  try {
    return store.add(messages, key);
  } catch (error) {
    if (!(error instanceof SameKeyOtherBody)) throw error;
    throw new ResendError(
      409,
      "invalid_idempotent_request",
      "Same idempotency key used with a different request payload.",
    );
  }
}

function view(mail: Mail) {
  const orNull = (list: string[]) => (list.length > 0 ? list : null);
  return {
    object: "email",
    id: mail.id,
    message_id: `<${mail.id}@mailbox.flowra.local>`,
    created_at: mail.createdAt,
    from: mail.from,
    to: mail.to,
    cc: orNull(mail.cc),
    bcc: orNull(mail.bcc),
    reply_to: orNull(mail.replyTo),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    tags: mail.tags,
    scheduled_at: mail.scheduledAt,
    last_event: mail.scheduledAt ? "scheduled" : "delivered",
  };
}

/** Compares secrets without telling by the time it takes how much of them was right. */
export function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
