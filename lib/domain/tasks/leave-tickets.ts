import { and, eq, isNull, sql } from "drizzle-orm";
import { chats, isTicket, participants, taskFollowers, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/**
 * Ends what shows tickets to a member whatever queue they are in: taking part as one who answers, and following. Other
 * work that they follow, and what they ask for themselves, stays theirs.
 */
export async function leaveTickets(ctx: Context, userId: string): Promise<void> {
  const { workspaceId } = ctx;
  const followed = sql`exists (select from ${tasks} where ${tasks.workspaceId} = ${taskFollowers.workspaceId}
    and ${tasks.id} = ${taskFollowers.taskId} and ${isTicket})`;
  const answered = sql`exists (select from ${chats} where ${chats.workspaceId} = ${participants.workspaceId}
    and ${chats.id} = ${participants.chatId} and ${chats.kind} = 'support'
    and ${chats.requesterUserId} is distinct from ${userId}::uuid)`;
  await ctx.tx
    .delete(taskFollowers)
    .where(and(eq(taskFollowers.workspaceId, workspaceId), eq(taskFollowers.userId, userId), followed));
  await ctx.tx
    .update(participants)
    .set({ leftAt: sql`now()` })
    .where(
      and(
        eq(participants.workspaceId, workspaceId),
        eq(participants.userId, userId),
        isNull(participants.leftAt),
        answered,
      ),
    );
}
