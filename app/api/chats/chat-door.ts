import { actorId, type Caller, can } from "@/lib/core/context";
import { read } from "@/lib/core/query";
import { type ChatKind, getChatKind } from "@/lib/domain/chats/queries/get-chat-kind";

/**
 * A chat's kind never changes, so it is asked for once by each caller who sees the chat; whether they may still see it
 * is asked each time. What others found out is not theirs to know: doors differ in what they say of an input.
 */
const kinds = new Map<string, ChatKind>();
const keepMost = 100_000;

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
  const key = `${caller.workspaceId}.${actorId(caller.actor)}.${chatId}`;
  const known = kinds.get(key);
  if (known) return known;
  const kind = await read(getChatKind, caller, { chatId });
  if (kinds.size >= keepMost) kinds.clear();
  if (kind) kinds.set(key, kind);
  return kind;
}
