import type { PublicError } from "@/lib/core/errors";
import type { CustomerChatSummary, CustomerEntry } from "@/lib/domain/chats/views";
import type { RealtimeSettings } from "@/lib/realtime/contract";

/** What the server said no to, in its words. */
export class Refusal extends Error {
  constructor(readonly error: PublicError) {
    super(error.code);
    this.name = "Refusal";
  }
}

/** No answer: offline, cut, or a server that is starting. Worth another try. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

export type CustomerSession = {
  inbox: { name: string; greeting: string; workspaceName: string; requireIdentity: boolean };
  customer: { name: string | null; email: string | null; emailVerified: boolean } | null;
  chats: CustomerChatSummary[];
  realtime: RealtimeSettings;
};

export type Identity = { name?: string; email?: string };
/** Ids are made by the browser, so that sending it again after a lost answer starts nothing twice. */
export type FirstMessage = Identity & {
  chatId: string;
  message: { id: string; body: string };
  /** A visitor's own secret: who sends it is the customer from then on. */
  token?: string;
};
export type Started = { chatId: string; entry: CustomerEntry };
export type PresenceBeat = { tabId: string; chatId: string | null; state: "online" | "away" | "gone" };

/** The doors of an inbox's customers. @throws Refusal, Unreachable */
export function customerApi(inboxKey: string, token: string | null) {
  const base = `/api/c/${encodeURIComponent(inboxKey)}`;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return {
    headers,
    session: () => ask<CustomerSession>(`${base}/session`, { headers }),
    start: (first: FirstMessage) => ask<Started>(`${base}/chats`, { headers, body: first }),
    identify: (identity: Identity) => ask<object>(`${base}/identify`, { headers, body: identity }),
    beat: (beat: PresenceBeat) => ask<object>(`${base}/heartbeat`, { headers, body: beat, keepalive: true }),
    /** Opens the conversation of a mailed link to this browser, which makes the token itself. */
    redeem: (link: string, token: string) =>
      ask<{ chatId: string | null }>(`${base}/return`, { body: { link, token } }),
  };
}

/** 32 random bytes: what makes this browser a customer's. The server keeps only its hash. */
export function newBrowserToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

export type Request = { headers?: Record<string, string>; body?: unknown; keepalive?: boolean };

/**
 * Asks one of Flowra's doors: GET, or POST when there is a body.
 * @throws Refusal with what the server said; Unreachable when it said nothing that makes sense
 */
export async function ask<T>(path: string, { headers = {}, body, keepalive }: Request = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive,
      cache: "no-store",
    });
  } catch {
    throw new Unreachable();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && typeof answer === "object" && answer !== null) return answer as T;
  throw refusalIn(answer) ?? new Unreachable();
}

function refusalIn(answer: unknown): Refusal | null {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return null;
  const { error } = answer;
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  // A server that failed or is not ready has decided nothing: to try again is right.
  if (error.code === "INTERNAL" || error.code === "UNAVAILABLE") return null;
  return new Refusal(error as PublicError);
}
