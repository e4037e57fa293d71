import { and, eq, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import { messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { anyId } from "./input";
import { type MentionPlace, type NamedInMessage, resolveMentions } from "./mentions";

export const mostMentions = 50;

/** The entry that a message answers. */
export const replyToId = anyId.optional();

export const mentioned = z.object({ kind: z.enum(["member", "team"]), id: anyId });

/** Who is named in a message. Their names stand in its body, as `@Name`. */
export const mentions = z.array(mentioned).max(mostMentions).optional();

/** What a member's message points at, checked: nothing of it leads out of the chat. @throws AppError INVALID */
export async function resolveReferences(
  ctx: Context,
  chat: MentionPlace,
  message: { body: string; replyToId?: string; mentions?: z.output<typeof mentions> },
): Promise<{ replyToId: string | null; named: NamedInMessage[] }> {
  const [replyToId, named] = await Promise.all([
    resolveReply(ctx, chat.chatId, message.replyToId, "members"),
    resolveMentions(ctx, chat, message.body, message.mentions ?? []),
  ]);
  return { replyToId, named };
}

/**
 * The entry that a message answers.
 * @param audience customers answer only what they see
 * @throws AppError INVALID alike for what doesn't exist, is elsewhere, is hidden from them, or was said by nobody
 */
export async function resolveReply(
  ctx: Context,
  chatId: string,
  id: string | undefined,
  audience: "members" | "customers",
): Promise<string | null> {
  if (!id) return null;
  const [row] = await ctx.tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chatId),
        eq(messages.id, id),
        ne(messages.kind, "event"),
        audience === "customers" ? isNotNull(messages.publicSeq) : undefined,
      ),
    );
  if (!row) throw invalid("replyToId", "unknown_message");
  return row.id;
}
