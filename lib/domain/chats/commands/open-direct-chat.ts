import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { anyId } from "../input";
import { addParticipants, findMembers } from "../participants";
import { changesPerMinute } from "../rate-limits";

/**
 * The chat with another member, or with oneself for notes: always the same one. It appears in the other's list with its
 * first message. @throws AppError NOT_FOUND for nobody here; of somebody who left only what was said remains
 */
export const openDirectChat = command({
  name: "chats.openDirect",
  permission: "chat:use",
  rateLimit: changesPerMinute,
  input: z.object({ userId: anyId }),
  async handle(ctx, { userId }): Promise<{ chatId: string; isNew: boolean }> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const me = ctx.actor.userId;
    const directKey = [me, userId].sort().join(":");
    const known = await findByKey(ctx, directKey);
    if (known) return { chatId: known, isNew: false };
    if ((await findMembers(ctx, [userId])).length === 0) throw notFound();
    const chatId = newId();
    // Of two at once the second meets the key's index, and the kernel runs it again: it finds the first one's chat.
    await ctx.tx
      .insert(chats)
      .values({ workspaceId: ctx.workspaceId, id: chatId, kind: "direct", directKey, createdBy: me });
    const people = [...new Set([me, userId])];
    await addParticipants(
      ctx,
      chatId,
      people.map((id) => ({ userId: id, chatRole: "member" })),
    );
    return { chatId, isNew: true };
  },
});

async function findByKey(ctx: Context, directKey: string): Promise<string | undefined> {
  const [row] = await ctx.tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.directKey, directKey)));
  return row?.id;
}
