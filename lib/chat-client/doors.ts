import type {
  CustomerChatState,
  CustomerEntry,
  MemberChatState,
  MemberEntry,
} from "@/lib/domain/chats/views";
import type { Realtime } from "@/lib/realtime/client";
import { Refused } from "./refused";
import type { ThreadApi, ThreadFeed, ThreadWindow } from "./thread-store";

/** Every answer of a door that isn't the wanted one, as an error. */
export async function askDoor<T>(path: string, init: RequestInit): Promise<T> {
  const patience = AbortSignal.timeout(15_000);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  const response = await fetch(path, { ...init, signal });
  const body: unknown = await response.json().catch(() => undefined);
  // An answer whose rest never came is none.
  if (response.ok && body !== undefined) return body as T;
  if (typeof body === "object" && body !== null && "error" in body) throw new Refused(body.error as never);
  throw new Error(`The server answered ${response.status}.`);
}

/** @param headers who asks: a customer's bearer token, or a member's workspace beside the cookie */
export function threadApi<E, S>(chatId: string, headers: () => Record<string, string>): ThreadApi<E, S> {
  const base = `/api/chats/${chatId}`;
  const get = (query: string) =>
    askDoor<ThreadWindow<E, S>>(`${base}/messages${query}`, { headers: headers() });
  const post = <T>(path: string, body: unknown) =>
    askDoor<T>(base + path, {
      method: "POST",
      headers: { ...headers(), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    newest: () => get(""),
    before: (seq) => get(`?before_seq=${seq}`),
    behind: (seq) => get(`?after_seq=${seq}`),
    around: (place) =>
      get(
        `?${new URLSearchParams(Object.entries(place).map(([key, value]) => [`around_${key}`, String(value)]))}`,
      ),
    after: (rev) => get(`?after_rev=${rev}`),
    send: (message) => post("/messages", message),
    markRead: (position) => post("/read", position),
  };
}

export type EarlierWording = { body: string; at: string };

/** What a member can do with a message that was sent. Each answers with the entry as it is then. */
export type MessageApi = {
  edit(id: string, body: string, mentions?: GivenMention[]): Promise<MemberEntry>;
  remove(id: string): Promise<MemberEntry>;
  react(id: string, emoji: string, on: boolean): Promise<MemberEntry>;
  /** What it said before, oldest first. */
  edits(id: string): Promise<EarlierWording[]>;
};

type GivenMention = { kind: "member" | "team"; id: string };

export function messageApi(chatId: string, headers: () => Record<string, string>): MessageApi {
  const ask = <T>(path: string, method: string, body?: unknown) =>
    askDoor<T>(`/api/chats/${chatId}/messages/${path}`, {
      method,
      headers: { ...headers(), "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const entry = async (...request: Parameters<typeof ask>) =>
    (await ask<{ entry: MemberEntry }>(...request)).entry;
  return {
    edit: (id, body, mentions) => entry(id, "PATCH", { body, mentions }),
    remove: (id) => entry(id, "DELETE"),
    react: (id, emoji, on) => entry(`${id}/reactions`, "POST", { emoji, on }),
    edits: async (id) => (await ask<{ earlier: EarlierWording[] }>(`${id}/edits`, "GET")).earlier,
  };
}

/** A chat's channel as a feed, for members (`chat`) and customers (`customerChat`) alike. */
export function threadFeed<
  E extends MemberEntry | CustomerEntry,
  S extends MemberChatState | CustomerChatState,
>(
  realtime: Realtime,
  channel: string,
  others: { onEvent?(name: string, data: unknown): void; onRefused?(): void } = {},
): ThreadFeed<E, S> {
  return (news) => {
    news.live(false);
    const stopState = realtime.onState((state) => {
      if (state !== "live") news.live(false);
    });
    const leave = realtime.subscribe(channel, {
      onEvent: (name, data) => {
        if (name === "entry.changed") news.entry(data as E);
        else if (name === "state.changed") news.state(data as S);
        else others.onEvent?.(name, data);
      },
      onSubscribed: () => {
        news.live(true);
        news.subscribed();
      },
      onRefused: () => {
        news.live(false);
        others.onRefused?.();
      },
    });
    return () => {
      stopState();
      leave();
    };
  };
}
