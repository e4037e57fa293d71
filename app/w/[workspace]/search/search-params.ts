import type { ChatHit } from "@/lib/domain/search/views";
import { requestHref } from "../requests/search-params";

export const searchKinds = ["messages", "chats", "people"] as const;
export type SearchKind = (typeof searchKinds)[number];
export type SearchAddress = { q: string; kind: SearchKind; cursor?: string };

type SearchParams = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined) => [value].flat()[0] || undefined;

/** What the address asks for. What makes no sense counts as not said, so that old links still open. */
export function parseSearchParams(params: SearchParams): SearchAddress {
  const cursor = first(params.cursor);
  return {
    q: (first(params.q) ?? "").slice(0, 300),
    kind: searchKinds.find((kind) => kind === first(params.kind)) ?? "messages",
    cursor: cursor && /^[0-9a-f-]{36}$/.test(cursor) ? cursor : undefined,
  };
}

export function searchHref(workspace: string, { q, kind, cursor }: Partial<SearchAddress>): string {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  if (kind && kind !== "messages") params.set("kind", kind);
  if (cursor) params.set("cursor", cursor);
  const query = params.toString();
  return `/w/${workspace}/search${query ? `?${query}` : ""}`;
}

/** Where a chat opens for whoever found it, at a message of it if one is named. */
export function chatHref(workspace: string, chat: ChatHit, messageId?: string): string {
  const at = messageId ? `?m=${messageId}` : "";
  if (chat.own) return requestHref(workspace, chat.id);
  return chat.kind === "support"
    ? `/w/${workspace}/inbox/${chat.number}${at}`
    : `/w/${workspace}/chats/${chat.id}${at}`;
}
