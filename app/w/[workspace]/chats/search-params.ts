import { type ChatTab, chatTabs } from "@/lib/domain/chats/list-views";

/** What the address of the chats says: which list, what is looked for, which chat is open. */
export type ChatsAddress = { tab: ChatTab; unread: boolean; q: string; chatId: string | null };

export const longestSearch = 200;

/** Reads the parameters of an address. What makes no sense counts as not said, so that old links still open. */
export function parseChatsParams(
  get: (name: string) => string | null | undefined,
): Omit<ChatsAddress, "chatId"> {
  const tab = chatTabs.find((name) => name === get("tab")) ?? "all";
  return { tab, unread: get("unread") === "1", q: (get("q") ?? "").slice(0, longestSearch) };
}

/** The id of an open chat in a path like `/w/acme/chats/01a1…`. */
export function chatIdInPath(path: string): string | null {
  return /\/chats\/([0-9a-f-]{36})\/?$/i.exec(path)?.[1] ?? null;
}

/** The address of a list, or of a chat beside it. */
export function chatsHref(slug: string, { tab, unread, q, chatId }: ChatsAddress): string {
  const params = new URLSearchParams();
  if (tab !== "all") params.set("tab", tab);
  if (unread) params.set("unread", "1");
  if (q) params.set("q", q);
  const query = params.toString();
  return `/w/${slug}/chats${chatId === null ? "" : `/${chatId}`}${query ? `?${query}` : ""}`;
}
