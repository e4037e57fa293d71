import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { chats, messages, splitMessages, tasks, ticketSplits } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { mergedChats } from "@/lib/domain/chats/merged";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "./change-task";
import { taskStatusChanged, ticketSplit, ticketUnsplit } from "./events";
import { markLines } from "./mark-lines";
import { openTicket } from "./open-ticket";
import { lockTask, lockTasks, type Task } from "./policy";
import { takeNumber } from "./take-number";

export type Split = {
  ticketId: string;
  /** Of the new ticket: made by who splits, so that asking again makes no second one. */
  chatId: string;
  messageIds: string[];
  title: string;
};

/**
 * Makes a ticket of some messages of another one: a link is recorded and nothing is moved. The thread of the new ticket
 * shows them; the old one says where they went on. It has the same requester and a chat of its own for what comes next,
 * in the same team, and waits where their last question of these is unanswered. Whoever asked goes on seeing the
 * messages where they wrote them and nothing of the split; the new conversation appears to them once the team says
 * something in it.
 * @throws AppError NOT_FOUND for a ticket that the caller may not handle; INVALID; CONFLICT
 */
export async function splitTicket(ctx: Context, split: Split): Promise<{ source: string; made: string }> {
  // Before the task, as whoever changes both. Of two at once the second one waits here, and then sees the first one's.
  const number = await takeNumber(ctx);
  const known = await madeBefore(ctx, split);
  if (known) return known;
  const source = await lockTask(ctx, split.ticketId);
  if (source.type !== "ticket") throw invalid("ticketId", "only_tickets_split");
  const chosen = await chosenMessages(ctx, source, split.messageIds);
  const [first] = chosen;
  if (!first || chosen.length < split.messageIds.length) throw invalid("messageIds", "unknown_messages");
  if (chosen.some((one) => one.requester !== first.requester))
    throw invalid("messageIds", "several_requesters");
  const taken = chosen.find(({ splitInto }) => splitInto !== null);
  if (taken) throw conflict("already_split", { number: taken.splitInto });

  const { ticketId: made } = await openTicket(ctx, {
    number,
    chatId: split.chatId,
    requester: first.customerId ? { customerId: first.customerId } : { userId: first.requesterUserId! },
    inboxId: first.inboxId,
    teamId: source.teamId,
    firstMessage: split.title,
    source: "member",
  });
  const waitingSince = await firstUnanswered(ctx, split.messageIds);
  if (waitingSince) await updateTask(ctx, made, { waitingSince: sql`${waitingSince}::timestamptz` });
  await updateTask(ctx, source.taskId, {});
  const changeId = ctx.emit(ticketSplit, source.taskId, {
    ...aboutTask(source),
    newTaskId: made,
    newChatId: split.chatId,
  });
  const [{ workspaceId }, id] = [ctx, newId()];
  const splitBy = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  await ctx.tx
    .insert(ticketSplits)
    .values({ workspaceId, id, sourceTaskId: source.taskId, newTaskId: made, splitBy, changeId });
  await ctx.tx
    .insert(splitMessages)
    .values(split.messageIds.map((messageId) => ({ workspaceId, splitId: id, messageId })));
  const { messageIds } = split;
  await postEvent(ctx, source.chatId, {
    name: "split",
    other: { type: "ticket", number },
    messageIds,
    changeId,
  });
  const other = { type: "ticket" as const, number: source.number };
  await postEvent(ctx, split.chatId, { name: "split_from", other, count: messageIds.length, changeId });
  return { source: source.taskId, made };
}

/**
 * Takes a split back as long as nothing was said in the new ticket: that one closes. Once something was, the two are
 * brought together by merging.
 * @throws AppError NOT_FOUND; CONFLICT `not_split`, `split_in_use`
 */
export async function unsplitTicket(
  ctx: Context,
  newTaskId: string,
): Promise<{ source: string; made: string }> {
  const here = and(
    eq(ticketSplits.workspaceId, ctx.workspaceId),
    eq(ticketSplits.newTaskId, newTaskId),
    isNull(ticketSplits.undoneAt),
  );
  const find = () =>
    ctx.tx
      .select({ sourceId: ticketSplits.sourceTaskId, changeId: ticketSplits.changeId })
      .from(ticketSplits)
      .where(here);
  const [seen] = await find();
  await lockTasks(ctx, seen ? [newTaskId, seen.sourceId] : [newTaskId]);
  const made = await lockTask(ctx, newTaskId);
  const [link] = await find();
  if (!link) throw conflict("not_split", { number: made.number });
  const source = await lockTask(ctx, link.sourceId);
  if (made.status === "closed" || (await isUsed(ctx, made))) {
    throw conflict("split_in_use", { number: made.number });
  }
  await ctx.tx.update(ticketSplits).set({ undoneAt: sql`now()` }).where(here);
  await updateTask(ctx, newTaskId, {
    status: "closed",
    closedAt: sql`now()`,
    resolvedAt: sql`coalesce(${tasks.resolvedAt}, now())`,
    waitingSince: null,
    snoozedUntil: null,
  });
  await updateTask(ctx, source.taskId, {});
  ctx.emit(taskStatusChanged, newTaskId, { ...aboutTask(made), before: made.status, after: "closed" });
  ctx.emit(ticketUnsplit, source.taskId, {
    ...aboutTask(source),
    newTaskId,
    newChatId: made.chatId,
  });
  if (ctx.actor.kind === "member")
    await markLines(ctx, link.changeId, [source.chatId, made.chatId], ctx.actor.name);
  return { source: source.taskId, made: newTaskId };
}

/** Asked again by whoever did it, it is done once. */
async function madeBefore(ctx: Context, { ticketId, chatId }: Split) {
  const [row] = await ctx.tx
    .select({ made: tasks.id, source: ticketSplits.sourceTaskId, by: ticketSplits.splitBy })
    .from(chats)
    .leftJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id)))
    .leftJoin(
      ticketSplits,
      and(eq(ticketSplits.workspaceId, chats.workspaceId), eq(ticketSplits.newTaskId, tasks.id)),
    )
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId)));
  if (!row) return null;
  const isOwn = ctx.actor.kind === "member" && row.by === ctx.actor.userId && row.source === ticketId;
  if (!isOwn || !row.made) throw conflict("chat_id_in_use");
  return { source: ticketId, made: row.made };
}

/** Messages and notes of the ticket's thread, by number. */
async function chosenMessages(ctx: Context, source: Task, messageIds: string[]) {
  const shown = [source.chatId, ...(await mergedChats(ctx, source.chatId))];
  const splitInto = sql<number | null>`(select made.number from split_messages s
    join ticket_splits k on k.workspace_id = s.workspace_id and k.id = s.split_id and k.undone_at is null
    join tasks made on made.workspace_id = k.workspace_id and made.id = k.new_task_id
    where s.workspace_id = ${messages.workspaceId} and s.message_id = ${messages.id} limit 1)`;
  return ctx.tx
    .select({
      customerId: chats.customerId,
      requesterUserId: chats.requesterUserId,
      requester: sql<string>`coalesce(${chats.customerId}, ${chats.requesterUserId})`,
      inboxId: chats.inboxId,
      splitInto,
    })
    .from(messages)
    .innerJoin(chats, and(eq(chats.workspaceId, messages.workspaceId), eq(chats.id, messages.chatId)))
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        inArray(messages.id, messageIds),
        inArray(messages.chatId, shown),
        ne(messages.kind, "event"),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(messages.createdAt);
}

/** When whoever asked wrote the first of these that no member has answered. */
async function firstUnanswered(ctx: Context, messageIds: string[]): Promise<string | null> {
  const [row] = await ctx.tx.execute<{ at: string | null }>(sql`
    select min(m.created_at)::text as at from messages m
      join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${sql.param(messageIds)}::uuid[])
      and m.kind = 'message' and (m.author_customer_id is not null or m.author_user_id = c.requester_user_id)
      and not exists (select from messages later
        where later.workspace_id = m.workspace_id and later.chat_id = m.chat_id and later.seq > m.seq
          and later.kind = 'message' and later.deleted_at is null and later.author_user_id is not null
          and later.author_user_id is distinct from c.requester_user_id)`);
  return row?.at ?? null;
}

async function isUsed(ctx: Context, { chatId, taskId }: Task): Promise<boolean> {
  const [row] = await ctx.tx.execute<{ used: boolean }>(sql`
    select (c.message_seq > 0 or exists (select from messages m
        where m.workspace_id = c.workspace_id and m.chat_id = c.id and m.kind <> 'event')
      or exists (select from tasks source
        where source.workspace_id = c.workspace_id and source.merged_into_task_id = ${taskId})) as used
    from chats c where c.workspace_id = ${ctx.workspaceId} and c.id = ${chatId}`);
  return row?.used ?? true;
}
