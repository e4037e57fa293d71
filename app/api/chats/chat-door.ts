import type { Caller } from "@/lib/core/context";
import { can } from "@/lib/core/context";
import { read } from "@/lib/core/query";
import { type ChatKind, getChatKind } from "@/lib/domain/chats/queries/get-chat-kind";

/** A chat's kind never changes, so it is asked for once; whether the caller may see the chat is asked each time. */
const kinds = new Map<string, ChatKind>();
const keepMost = 50_000;

/**
 * Whose commands a request about a chat is for: those of direct and group chats, of members who handle a ticket, or of
 * whoever asked for support. A chat that the caller doesn't see gets the answer of an unknown one from either.
 */
export async function doorOf(caller: Caller, chatId: string): Promise<"team" | "ticket" | "own"> {
  const support = can(caller.actor, "ticket:handle") ? "ticket" : "own";
  if (!can(caller.actor, "chat:use")) return support;
  const kind = await kindOf(caller, chatId);
  return kind === null || kind === "support" ? support : "team";
}

async function kindOf(caller: Caller, chatId: string): Promise<ChatKind | null> {
  const key = `${caller.workspaceId}.${chatId}`;
  const known = kinds.get(key);
  if (known) return known;
  const kind = await read(getChatKind, caller, { chatId });
  if (kinds.size >= keepMost) kinds.clear();
  if (kind) kinds.set(key, kind);
  return kind;
}
