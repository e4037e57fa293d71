import { askDoor } from "@/lib/chat-client/doors";
import type { PresenceBeat } from "@/lib/chat-client/use-heartbeat";
import type { CustomerChatSummary, CustomerEntry } from "@/lib/domain/chats/views";
import type { RealtimeSettings } from "@/lib/realtime/contract";

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
  message: { id: string; body: string; fileIds?: string[] };
  /** What the files were uploaded with. */
  uploadToken?: string;
  /** A visitor's own secret: who sends it is the customer from then on. */
  token?: string;
};
export type Started = { chatId: string; entry: CustomerEntry };

/** The doors of an inbox's customers. Each throws `Refused` for a no, anything else for no answer. */
export function customerApi(inboxKey: string, token: string | null) {
  const base = `/api/c/${encodeURIComponent(inboxKey)}`;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const get = <T>(path: string) => askDoor<T>(base + path, { headers });
  const post = <T>(path: string, body: unknown, keepalive = false) =>
    askDoor<T>(base + path, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      keepalive,
    });
  return {
    headers,
    uploadDoor: `${base}/files`,
    session: () => get<CustomerSession>("/session"),
    start: (first: FirstMessage) => post<Started>("/chats", first),
    identify: (identity: Identity) => post<object>("/identify", identity),
    /** Also sent while the page is going away. */
    beat: (beat: PresenceBeat) => post<object>("/heartbeat", beat, true),
    /** Opens the conversation of a mailed link to this browser, which makes the token itself. */
    redeem: (link: string, token: string) => post<{ chatId: string | null }>("/return", { link, token }),
  };
}
export type CustomerApi = ReturnType<typeof customerApi>;
