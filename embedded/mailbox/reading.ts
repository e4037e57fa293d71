import { createHash } from "node:crypto";
import { listPage, mailDocument, mailPage, noticePage, type Reader } from "./pages";
import { type ApiRequest, sameText } from "./resend-api";
import type { MailboxContext } from "./server";
import type { Mail } from "./store";
import { wordsFor } from "./words";

type Answer = { status: number; headers: Record<string, string>; content: string | Buffer };

const pageSize = 50;
// A mail is somebody's text: it may show itself and open its links, and nothing else.
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Everything for people and tests: the pages, the mails as JSON, and failures on request. */
export async function answerReader(
  request: ApiRequest,
  context: MailboxContext,
  nonce: string,
): Promise<Answer> {
  const { language, words } = wordsFor(String(request.headers["accept-language"] ?? ""));
  const reader: Reader = { language, words, nonce };
  if (request.path === "/api/faults") return orderFaults(request, context);
  const entered = enter(request, context);
  if (entered) return entered;
  if (!mayRead(request, context)) {
    if (request.path.startsWith("/api/"))
      return json(403, { message: "The mailbox's token is missing or wrong." });
    return page(reader, 403, noticePage(reader, words.locked, words.lockedExplain));
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return json(405, { message: "Only GET is possible here." });
  return show(request, context, reader);
}

function show(request: ApiRequest, { store }: MailboxContext, reader: Reader): Answer {
  const to = request.query.get("to") ?? "";
  const before = request.query.get("before") ?? undefined;
  if (request.path === "/") {
    const found = store.list({ to, before, limit: pageSize + 1 });
    return page(
      reader,
      200,
      listPage(reader, found.slice(0, pageSize), { to, hasMore: found.length > pageSize }),
    );
  }
  if (request.path === "/api/mails") {
    const limit = Math.min(Math.max(Number(request.query.get("limit")) || pageSize, 1), 500);
    return json(200, store.list({ to, before, limit }).map(withoutContents));
  }
  const [, id = "", part, index] =
    /^\/mails\/([\w-]+)(?:\/(html|attachments)(?:\/(\d+))?)?$/.exec(request.path) ?? [];
  const mail = store.get(id);
  if (mail && !part) return page(reader, 200, mailPage(reader, mail));
  if (mail?.html && part === "html") {
    return { status: 200, headers: htmlHeaders(mailPolicy), content: mailDocument(mail.html) };
  }
  const attachment = index === undefined ? undefined : mail?.attachments[Number(index)];
  if (attachment) {
    const name = `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`;
    const headers = { "content-type": "application/octet-stream", "content-disposition": name };
    return { status: 200, headers, content: Buffer.from(attachment.base64, "base64") };
  }
  return page(reader, 404, noticePage(reader, reader.words.missing, reader.words.missingExplain));
}

/** One visit with the token in the address is remembered in a cookie, and the token leaves the address. */
function enter({ query, path }: ApiRequest, { config }: MailboxContext): Answer | undefined {
  const given = query.get("token");
  if (!config.token || given === null || !sameText(given, config.token)) return undefined;
  const rest = new URLSearchParams(query);
  rest.delete("token");
  const cookie = `${cookieName(config.port)}=${cookieValue(config.token)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000`;
  const location = rest.size > 0 ? `${path}?${rest}` : path;
  return { status: 303, headers: { location, "set-cookie": cookie }, content: "" };
}

function mayRead(request: ApiRequest, { config }: MailboxContext): boolean {
  // Without a token the mailbox is open to this machine only; a foreign name in the Host header is a web page's trick.
  if (!config.token)
    return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(String(request.headers.host ?? ""));
  if (hasBearer(request, config.token)) return true;
  const wanted = `${cookieName(config.port)}=${cookieValue(config.token)}`;
  return String(request.headers.cookie ?? "")
    .split("; ")
    .some((cookie) => sameText(cookie, wanted));
}

/** Only by the header, which no web page can make a reader's browser send. */
async function orderFaults(request: ApiRequest, { config, faults }: MailboxContext): Promise<Answer> {
  if (!config.token || !hasBearer(request, config.token)) {
    return json(403, { message: "Send the mailbox's token as: Authorization: Bearer MAILBOX_TOKEN." });
  }
  if (request.method === "DELETE") {
    faults.end();
    return json(200, { fault: null });
  }
  if (request.method !== "POST") return json(405, { message: "POST begins a fault, DELETE ends it." });
  let order: unknown;
  try {
    order = JSON.parse(await request.body());
  } catch {
    return json(400, { message: "The request body is not valid JSON." });
  }
  return json(200, { fault: faults.begin(order) });
}

function hasBearer(request: ApiRequest, token: string): boolean {
  return sameText(String(request.headers.authorization ?? ""), `Bearer ${token}`);
}

/** Cookies don't tell ports apart, and two mailboxes may run side by side. */
function cookieName(port: number): string {
  return `flowra_mailbox_${port}`;
}

function cookieValue(token: string): string {
  return createHash("sha256").update(`mailbox cookie ${token}`).digest("hex");
}

function withoutContents(mail: Mail) {
  const attachments = mail.attachments.map(({ base64, ...attachment }) => ({
    ...attachment,
    size: Buffer.byteLength(base64, "base64"),
  }));
  return { ...mail, attachments };
}

function page({ nonce }: Reader, status: number, content: string): Answer {
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return { status, headers: htmlHeaders(policy.join("; ")), content };
}

function htmlHeaders(policy: string): Record<string, string> {
  return { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
}

function json(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    content: JSON.stringify(value),
  };
}
