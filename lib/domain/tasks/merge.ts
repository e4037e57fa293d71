import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { taskFollowers, tasks, ticketMerges, ticketStatuses } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LostRace } from "@/lib/core/races";
import { endChatAccess } from "@/lib/domain/chats/end-chat-access";
import { taskFollowersChanged } from "@/lib/domain/chats/events";
import { mergedChats } from "@/lib/domain/chats/merged";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, moveStatus, type TaskColumns, updateTask } from "./change-task";
import { taskStatusChanged, ticketMerged, ticketUnmerged } from "./events";
import { markLines } from "./mark-lines";
import { lockTask, lockTasks, type Task } from "./policy";
import { showToRequester } from "./shown-status";
import { wayBack } from "./task-status";
import { afterCustomerMessage, afterMemberTouch } from "./ticket-status";
import type { TicketStatus } from "./views";

/** So many tickets, each with a chat of its own, are shown as one thread at most. */
const mostMerged = 20;

/** As the database writes it, with all its digits. */
const instant = z.string().nullable();
/** What a merge changed: of the source all of this, of the other ticket when its customer began to wait. */
const formerShape = z.object({
  source: z.object({
    status: z.enum(ticketStatuses),
    waitingSince: instant,
    snoozedUntil: instant,
    resolvedAt: instant,
    closedAt: instant,
  }),
  into: z.object({ status: z.enum(ticketStatuses), waitingSince: instant, snoozedUntil: instant }),
  /** Followers of the source who follow the other ticket because of the merge. */
  addedFollowers: z.array(z.string()),
  /** The domain event of which the lines in both threads tell. */
  changeId: z.string(),
});
type Former = z.output<typeof formerShape>;

/**
 * Merges a ticket into another one: a link is recorded and nothing is moved. The source closes, since what is written in
 * its chat from now on concerns the other ticket, which waits and reopens as if it were written there; who followed the
 * source follows the other one. Whoever asks goes on seeing their own chat alone, whatever it was merged with; only
 * somebody who asked in both is led from one to the other.
 * @throws AppError NOT_FOUND for a ticket that the caller may not handle; INVALID; CONFLICT
 */
export async function mergeTicket(
  ctx: Context,
  sourceId: string,
  intoId: string,
): Promise<[source: Task, into: Task]> {
  if (sourceId === intoId) throw invalid("intoTicketId", "merge_into_itself");
  await lockWithMerged(ctx, [sourceId, intoId]);
  const [source, into] = [await lockTask(ctx, sourceId), await lockTask(ctx, intoId)];
  if (source.type !== "ticket") throw invalid("ticketId", "only_tickets_merge");
  if (into.type !== "ticket") throw invalid("intoTicketId", "only_tickets_merge");
  const [was, became] = [await factsOf(ctx, sourceId), await factsOf(ctx, intoId)];
  if (was.mergedIntoNumber !== null)
    throw conflict("already_merged", { number: source.number, into: was.mergedIntoNumber });
  if (became.mergedIntoNumber !== null)
    throw conflict("target_merged", { number: into.number, into: became.mergedIntoNumber });
  if (into.status === "closed") throw conflict("target_closed", { number: into.number });
  if (was.merged + became.merged + 1 > mostMerged) throw conflict("too_many_merged", { limit: mostMerged });

  const changeId = await record(ctx, ticketMerged, source, into);
  const former = {
    changeId,
    source: was,
    into: became,
    addedFollowers: await addFollowers(ctx, source, into),
  };
  const { workspaceId } = ctx;
  const mergedBy = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  await ctx.tx.insert(ticketMerges).values({
    workspaceId,
    id: newId(),
    sourceTaskId: sourceId,
    intoTaskId: intoId,
    mergedBy,
    former: formerShape.parse(former),
  });
  await updateTask(ctx, sourceId, {
    status: "closed",
    closedAt: sql`now()`,
    resolvedAt: sql`coalesce(${tasks.resolvedAt}, now())`,
    waitingSince: null,
    snoozedUntil: null,
    mergedIntoTaskId: intoId,
  });
  // What the source had taken in is shown there too.
  await ctx.tx
    .update(tasks)
    .set({ mergedIntoTaskId: intoId, version: sql`${tasks.version} + 1` })
    .where(and(eq(tasks.workspaceId, workspaceId), eq(tasks.mergedIntoTaskId, sourceId)));
  if (source.status !== "closed")
    ctx.emit(taskStatusChanged, sourceId, {
      ...aboutTask(source),
      before: source.status,
      after: "closed",
    });
  await postEvent(ctx, source.chatId, { name: "merged_into", other: named(into), changeId });
  await postEvent(ctx, into.chatId, { name: "merged", other: named(source), changeId });
  await takeOverWaiting(ctx, into, was.waitingSince);
  await showToRequester(ctx, source.chatId);
  return [source, into];
}

/**
 * Takes a merge back, at once or much later: the source is as it was before, and every message stays in the chat in which
 * it was written. Where whoever asked in the source's chat has written since and waits for an answer, the source waits.
 * @throws AppError NOT_FOUND; CONFLICT where it is not merged
 */
export async function unmergeTicket(ctx: Context, sourceId: string): Promise<[source: Task, into: Task]> {
  const here = and(
    eq(ticketMerges.workspaceId, ctx.workspaceId),
    eq(ticketMerges.sourceTaskId, sourceId),
    isNull(ticketMerges.undoneAt),
  );
  const linkOf = () =>
    ctx.tx
      .select({ intoId: ticketMerges.intoTaskId, former: ticketMerges.former })
      .from(ticketMerges)
      .where(here);
  const [seen] = await linkOf();
  await lockWithMerged(ctx, seen ? [sourceId, seen.intoId] : [sourceId]);
  const source = await lockTask(ctx, sourceId);
  const [link] = await linkOf();
  if (link?.intoId !== seen?.intoId) throw new LostRace();
  if (!link) throw conflict("not_merged", { number: source.number });
  const into = await lockTask(ctx, link.intoId);
  const former = formerShape.parse(link.former);

  await ctx.tx.update(ticketMerges).set({ undoneAt: sql`now()` }).where(here);
  await updateTask(ctx, sourceId, { ...(await sourceAfter(ctx, source, former)), mergedIntoTaskId: null });
  const below = await mergedBelow(ctx, sourceId);
  if (below.length > 0)
    await ctx.tx
      .update(tasks)
      .set({ mergedIntoTaskId: sourceId, version: sql`${tasks.version} + 1` })
      .where(and(eq(tasks.workspaceId, ctx.workspaceId), inArray(tasks.id, below)));
  const changeId = await record(ctx, ticketUnmerged, source, into);
  await stopWaiting(ctx, source, into, former);
  await removeFollowers(ctx, into, former.addedFollowers);
  // Whoever saw it as a part of the other one alone sees it no longer, nor what it had taken in.
  await endChatAccess(ctx, source.chatId);
  await postEvent(ctx, source.chatId, { name: "unmerged_from", other: named(into), changeId });
  await postEvent(ctx, into.chatId, { name: "unmerged", other: named(source), changeId });
  if (ctx.actor.kind === "member")
    await markLines(ctx, former.changeId, [source.chatId, into.chatId], ctx.actor.name);
  const { status } = await factsOf(ctx, sourceId);
  if (status !== "closed")
    ctx.emit(taskStatusChanged, sourceId, { ...aboutTask(source), before: "closed", after: status });
  await showToRequester(ctx, source.chatId);
  return [source, into];
}

const named = ({ type, number }: Task) => ({ type, number });

async function record(
  ctx: Context,
  event: typeof ticketMerged | typeof ticketUnmerged,
  source: Task,
  into: Task,
): Promise<string> {
  await updateTask(ctx, into.taskId, {});
  return ctx.emit(event, source.taskId, {
    ...aboutTask(source),
    intoTaskId: into.taskId,
    intoChatId: into.chatId,
  });
}

/**
 * Locks tickets, those that they were merged into and those merged into them, all in the one order, so that no chain
 * of merges changes meanwhile: of two that would make a circle the second one finds what the first one made.
 */
async function lockWithMerged(ctx: Context, ids: string[]): Promise<void> {
  const around = async () => {
    const near = await ctx.tx
      .select({ id: tasks.id, into: tasks.mergedIntoTaskId })
      .from(tasks)
      .where(
        and(
          eq(tasks.workspaceId, ctx.workspaceId),
          or(inArray(tasks.id, ids), inArray(tasks.mergedIntoTaskId, ids)),
        ),
      )
      .orderBy(asc(tasks.id));
    return [...new Set([...ids, ...near.flatMap(({ id, into }) => (into ? [id, into] : [id]))])];
  };
  const before = await around();
  await lockTasks(ctx, before);
  if ((await around()).some((id) => !before.includes(id))) throw new LostRace();
}

/** What is shown in a ticket's thread once that stands alone: the tickets whose links lead to it. */
async function mergedBelow(ctx: Context, ticketId: string): Promise<string[]> {
  const rows = await ctx.tx.execute<{ id: string }>(sql`
    with recursive below as (
      select source_task_id as id from ticket_merges
      where workspace_id = ${ctx.workspaceId} and into_task_id = ${ticketId} and undone_at is null
      union
      select m.source_task_id from ticket_merges m join below on m.into_task_id = below.id
      where m.workspace_id = ${ctx.workspaceId} and m.undone_at is null)
    select id from below`);
  return rows.map(({ id }) => id);
}

async function factsOf(ctx: Context, ticketId: string) {
  const into = sql<number | null>`(select into_one.number from tasks source join tasks into_one
    on into_one.workspace_id = source.workspace_id and into_one.id = source.merged_into_task_id
    where source.workspace_id = ${ctx.workspaceId} and source.id = ${ticketId})`;
  const merged = sql<number>`(select count(*)::int from tasks source
    where source.workspace_id = ${ctx.workspaceId} and source.merged_into_task_id = ${ticketId})`;
  const [row] = await ctx.tx
    .select({
      status: sql<TicketStatus>`${tasks.status}`,
      waitingSince: instantOf(tasks.waitingSince),
      snoozedUntil: instantOf(tasks.snoozedUntil),
      resolvedAt: instantOf(tasks.resolvedAt),
      closedAt: instantOf(tasks.closedAt),
      mergedIntoNumber: into,
      merged,
    })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, ticketId)));
  return row!;
}

const instantOf = (column: AnyPgColumn) => sql<string | null>`${column}::text`;
const stored = (at: string | null) => (at === null ? null : sql`${at}::timestamptz`);

/** Somebody who waited in the source waits in the other ticket, as if they had written there. */
async function takeOverWaiting(ctx: Context, into: Task, waitingSince: string | null): Promise<void> {
  if (!waitingSince) return;
  const status = afterCustomerMessage(into.status as TicketStatus);
  if (status && status !== into.status) await moveStatus(ctx, into, status);
  await updateTask(ctx, into.taskId, {
    waitingSince: sql`least(${tasks.waitingSince}, ${waitingSince}::timestamptz)`,
    snoozedUntil: null,
  });
}

/** The other ticket waited for what the source brought along: now only for whom its own thread still has waiting. */
async function stopWaiting(
  ctx: Context,
  { taskId }: Task,
  into: Task,
  { source, into: was }: Former,
): Promise<void> {
  const now = await factsOf(ctx, into.taskId);
  if (!source.waitingSince || now.waitingSince !== source.waitingSince) return;
  // A last word that nobody had to answer, thanks for instance, is none to wait for either.
  const sinceMerge = was.waitingSince === null ? taskId : null;
  const since = await waitingIn(ctx, await chatsShownIn(ctx, into), sinceMerge);
  const asBefore = since === null && now.status === "open";
  await updateTask(ctx, into.taskId, {
    waitingSince: stored(since),
    ...(asBefore ? { snoozedUntil: stored(was.snoozedUntil) } : {}),
  });
  const back = wayBack("ticket", was.status, "open");
  if (asBefore && back && back !== "open") await moveStatus(ctx, { ...into, status: "open" }, back);
}

async function sourceAfter(ctx: Context, source: Task, { source: was }: Former): Promise<TaskColumns> {
  // Whoever waited before the merge may have been answered since, in their own chat.
  const answered = await isAnsweredSince(ctx, source);
  const waited = answered ? null : was.waitingSince;
  const columns = {
    status: answered ? afterMemberTouch(was.status) : was.status,
    waitingSince: stored(waited),
    snoozedUntil: stored(was.snoozedUntil),
    resolvedAt: stored(was.resolvedAt),
    closedAt: stored(was.closedAt),
  };
  const waits = afterCustomerMessage(was.status);
  const since = await waitingIn(ctx, [source.chatId], source.taskId);
  if (since === null || waits === null) return columns;
  const waitingSince = stored(waited ?? since);
  return { ...columns, status: waits, waitingSince, snoozedUntil: null, resolvedAt: null };
}

/** Of a ticket, and of those that are merged into it. */
async function chatsShownIn(ctx: Context, { chatId }: Task): Promise<string[]> {
  return [chatId, ...(await mergedChats(ctx, chatId))];
}

/**
 * When the first message of those who ask in some chats was written that no member answered there.
 * @param mergedTicketId only what came since that ticket was merged
 */
async function waitingIn(
  ctx: Context,
  chatIds: string[],
  mergedTicketId: string | null = null,
): Promise<string | null> {
  const [row] = await ctx.tx.execute<{ at: string | null }>(sql`
    select min(m.created_at)::text as at from messages m
      join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id
    where m.workspace_id = ${ctx.workspaceId} and m.chat_id = any(${sql.param(chatIds)}::uuid[])
      and m.kind = 'message' and m.deleted_at is null
      and (m.author_customer_id is not null or m.author_user_id = c.requester_user_id)
      and (${mergedTicketId}::uuid is null or m.created_at > (
        select max(k.created_at) from ticket_merges k
        where k.workspace_id = m.workspace_id and k.source_task_id = ${mergedTicketId}::uuid))
      and not exists (select from messages later
        where later.workspace_id = m.workspace_id and later.chat_id = m.chat_id and later.seq > m.seq
          and later.kind = 'message' and later.deleted_at is null and later.author_user_id is not null
          and later.author_user_id is distinct from c.requester_user_id)`);
  return row?.at ?? null;
}

/** Whether a member wrote to whoever asks in a ticket's chat since it was merged. */
async function isAnsweredSince(ctx: Context, { taskId, chatId }: Task): Promise<boolean> {
  const [row] = await ctx.tx.execute<{ answered: boolean }>(sql`
    select exists (select from messages m
      join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id
    where m.workspace_id = ${ctx.workspaceId} and m.chat_id = ${chatId}
      and m.kind = 'message' and m.deleted_at is null and m.author_user_id is not null
      and m.author_user_id is distinct from c.requester_user_id
      and m.created_at > (select max(k.created_at) from ticket_merges k
        where k.workspace_id = m.workspace_id and k.source_task_id = ${taskId})) as answered`);
  return row!.answered;
}

/** @returns who follows the other ticket now and did not before */
async function addFollowers(ctx: Context, source: Task, into: Task): Promise<string[]> {
  const rows = await ctx.tx.execute<{ user_id: string }>(sql`
    insert into task_followers (workspace_id, task_id, user_id)
    select workspace_id, ${into.taskId}::uuid, user_id from task_followers
    where workspace_id = ${ctx.workspaceId} and task_id = ${source.taskId}
    on conflict do nothing returning user_id`);
  const added = rows.map(({ user_id }) => user_id);
  if (added.length > 0)
    ctx.emit(taskFollowersChanged, into.taskId, {
      taskId: into.taskId,
      chatId: into.chatId,
      added,
      removed: [],
    });
  return added;
}

async function removeFollowers(ctx: Context, into: Task, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const gone = await ctx.tx
    .delete(taskFollowers)
    .where(
      and(
        eq(taskFollowers.workspaceId, ctx.workspaceId),
        eq(taskFollowers.taskId, into.taskId),
        inArray(taskFollowers.userId, userIds),
      ),
    )
    .returning({ userId: taskFollowers.userId });
  const removed = gone.map(({ userId }) => userId);
  if (removed.length === 0) return;
  const change = { taskId: into.taskId, chatId: into.chatId, added: [], removed };
  ctx.emit(taskFollowersChanged, into.taskId, change);
  await endChatAccess(ctx, into.chatId);
}
