import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { chats, participants, taskFollowers, taskLinks, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { taskFollowersChanged } from "@/lib/domain/chats/events";
import { type ChannelAddress, channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication } from "@/lib/realtime/server";
import { taskDescribed, taskParentChanged, tasksLinked, tasksUnlinked } from "./events";
import { fitting } from "./fields/broadcasts";
import type { WorkView } from "./views";
import { workOf } from "./work-view";

/**
 * What screens hear of committed changes of work: its present state in its chat and to those who have to do with it,
 * and in the chats of linked tasks, and of followed ones, that there is something to ask for. Not more there: who reads them needn't see it.
 */
export async function workBroadcasts(
  ctx: Context,
  events: StoredEvent[],
  members: ChannelAddress,
): Promise<Publication[]> {
  const about = events.filter(({ name }) => name.startsWith("task."));
  if (about.length === 0) return [];
  const linkEvents = about.filter(({ name }) => name === tasksLinked.name || name === tasksUnlinked.name);
  const changed = [...new Set(about.map(({ subjectId }) => subjectId))];
  const moved = about.filter(({ name }) => name === taskParentChanged.name);
  const left = moved.flatMap(({ payload }) => taskParentChanged.schema.parse(payload).before ?? []);
  // How far the whole is goes with its parts.
  const wholes = await wholesOf(ctx, changed);
  const taskIds = [...new Set([...changed, ...[...wholes, ...left].map(({ taskId }) => taskId)])];
  const [all, linked] = await Promise.all([workOf(ctx, taskIds), chatsOfLinked(ctx, changed)]);
  const work = all.map(fitting);
  const hinted = [
    ...linked,
    ...[...wholes, ...left].map(({ chatId }) => chatId),
    ...about
      .filter(({ name }) => name === taskDescribed.name || name === taskParentChanged.name)
      .map(({ payload }) => String(payload.chatId)),
    ...about
      .filter(({ name }) => name === taskFollowersChanged.name)
      .map(({ payload }) => String(payload.chatId)),
    ...linkEvents.flatMap(({ payload }) => [String(payload.chatId), String(payload.otherChatId)]),
  ];
  const [people, epochs] = await Promise.all([
    peopleOf(ctx, work),
    membersEpochs(ctx, [...work.map(({ chatId }) => chatId), ...hinted]),
  ]);
  const chatChannel = (chatId: string) =>
    channelName.chat(members, { id: chatId, membersEpoch: epochs.get(chatId) ?? 1 });
  return [
    ...work.flatMap((view) => [
      publication("chat", chatChannel(view.chatId), "task.changed", view),
      ...[...(people.get(view.id) ?? [])].map((userId) =>
        publication("user", channelName.user(members, userId), "task.changed", view),
      ),
    ]),
    ...[...new Set(hinted)].map((chatId) => publication("chat", chatChannel(chatId), "links.changed", {})),
  ];
}

/** What these tasks are part of. */
async function wholesOf(ctx: Context, taskIds: string[]): Promise<{ taskId: string; chatId: string }[]> {
  const part = alias(tasks, "part");
  const rows = await ctx.tx
    .selectDistinct({ taskId: tasks.id, chatId: tasks.chatId })
    .from(part)
    .innerJoin(tasks, and(eq(tasks.workspaceId, part.workspaceId), eq(tasks.id, part.parentTaskId)))
    .where(and(eq(part.workspaceId, ctx.workspaceId), inArray(part.id, taskIds)));
  return rows.flatMap(({ taskId, chatId }) => (chatId ? [{ taskId, chatId }] : []));
}

/** The chats of the tasks at the other ends of these tasks' links. */
async function chatsOfLinked(ctx: Context, taskIds: string[]): Promise<string[]> {
  const rows = await ctx.tx
    .selectDistinct({ chatId: tasks.chatId })
    .from(taskLinks)
    .innerJoin(
      tasks,
      and(
        eq(tasks.workspaceId, taskLinks.workspaceId),
        or(
          and(inArray(taskLinks.fromTaskId, taskIds), eq(tasks.id, taskLinks.toTaskId)),
          and(inArray(taskLinks.toTaskId, taskIds), eq(tasks.id, taskLinks.fromTaskId)),
        ),
      ),
    )
    .where(and(eq(taskLinks.workspaceId, ctx.workspaceId), isNotNull(tasks.chatId)));
  return rows.map(({ chatId }) => chatId!);
}

async function membersEpochs(ctx: Context, chatIds: string[]): Promise<Map<string, number>> {
  if (chatIds.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ id: chats.id, membersEpoch: chats.membersEpoch })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), inArray(chats.id, chatIds)));
  return new Map(rows.map(({ id, membersEpoch }) => [id, membersEpoch]));
}

/** Who shows some work without its chat being open: of a private chat who takes part, else also who holds it or follows. */
async function peopleOf(ctx: Context, work: WorkView[]): Promise<Map<string, Set<string>>> {
  if (work.length === 0) return new Map();
  const open = work.filter(({ isPrivate }) => !isPrivate);
  const people = new Map(work.map(({ id }) => [id, new Set<string>()]));
  for (const { id, assignee, createdBy } of open) {
    for (const person of [assignee, createdBy]) if (person) people.get(id)!.add(person.id);
  }
  const [taking, following] = await Promise.all([
    ctx.tx
      .select({ chatId: participants.chatId, userId: sql<string>`${participants.userId}` })
      .from(participants)
      .where(
        and(
          eq(participants.workspaceId, ctx.workspaceId),
          inArray(
            participants.chatId,
            work.map(({ chatId }) => chatId),
          ),
          isNotNull(participants.userId),
          isNull(participants.leftAt),
        ),
      ),
    open.length === 0
      ? []
      : ctx.tx
          .select({ taskId: taskFollowers.taskId, userId: taskFollowers.userId })
          .from(taskFollowers)
          .where(
            and(
              eq(taskFollowers.workspaceId, ctx.workspaceId),
              inArray(
                taskFollowers.taskId,
                open.map(({ id }) => id),
              ),
            ),
          ),
  ]);
  const byChat = new Map(work.map(({ chatId, id }) => [chatId, id]));
  for (const { chatId, userId } of taking) people.get(byChat.get(chatId)!)?.add(userId);
  for (const { taskId, userId } of following) people.get(taskId)?.add(userId);
  return people;
}
