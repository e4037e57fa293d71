import { and, asc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type chatKinds, chats, customers, isTicket, tasks } from "@/db/schema";
import { compiled } from "@/lib/core/compiled";
import type { Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { LostRace } from "@/lib/core/races";
import { ownSupportChats, visibleTasks, visibleTickets } from "@/lib/domain/chats/policy";
import type { QueueAudience } from "@/lib/realtime/channel-names";
import type { TaskStatus, TaskType } from "./task-status";
import type { Priority, Severity, TicketStatus } from "./views";

/** A task of any type, as far as changes need it. */
export type Task = {
  taskId: string;
  type: TaskType;
  number: number;
  title: string;
  status: TaskStatus;
  priority: Priority;
  severity: Severity | null;
  dueOn: string | null;
  assigneeUserId: string | null;
  teamId: string | null;
  snoozedUntil: Date | null;
  waitingSince: Date | null;
  chatId: string;
  chatKind: (typeof chatKinds)[number];
  /** Only who takes part in its chat sees it. */
  isPrivate: boolean;
};

const taskColumns = {
  taskId: tasks.id,
  type: tasks.type,
  number: tasks.number,
  title: tasks.title,
  status: sql<TaskStatus>`${tasks.status}`,
  priority: tasks.priority,
  severity: tasks.severity,
  dueOn: tasks.dueOn,
  assigneeUserId: tasks.assigneeUserId,
  teamId: tasks.teamId,
  snoozedUntil: tasks.snoozedUntil,
  waitingSince: tasks.waitingSince,
  chatId: chats.id,
  chatKind: chats.kind,
  isPrivate: sql<boolean>`${chats.kind} <> 'support' and ${chats.isPrivate}`,
};

/**
 * Which of the tasks that the caller sees they may change: tickets that they handle; of other work what they made,
 * asked for or hold, or hold with a team; who manages all work all of it.
 */
export function changeableTasks(ctx: Context): SQL {
  const { actor } = ctx;
  if (actor.kind === "system") return sql`true`;
  if (actor.kind !== "member") return sql`false`;
  const own = or(
    eq(tasks.createdBy, actor.userId),
    eq(tasks.requesterUserId, actor.userId),
    eq(tasks.assigneeUserId, actor.userId),
    actor.teamIds.length > 0 ? inArray(tasks.teamId, actor.teamIds) : undefined,
  );
  const work = and(ne(tasks.type, "ticket"), ctx.can("task:manage-all") ? undefined : own);
  return or(visibleTickets(ctx), work)!;
}

/**
 * A task that the caller may change, locked until the transaction ends, so that what is decided on its state stays
 * true. Tasks are locked before chats, several in the order of `lockTasks`, and no stronger than this: whoever holds a
 * chat may still store what refers to its task. @throws AppError NOT_FOUND; FORBIDDEN when they see it but may not
 * change it
 */
export async function lockTask(ctx: Context, taskId: string): Promise<Task> {
  const [row] = await selectTask(ctx, { changeable: sql<boolean>`(${changeableTasks(ctx)})` })
    .where(and(visibleTasks(ctx), eq(tasks.id, taskId)))
    .for("no key update", { of: tasks });
  if (!row) throw notFound();
  const { changeable, ...task } = row;
  if (!changeable) throw forbidden();
  return task;
}

/** A task that the caller may see. @param options `lock`: as `lockTask` does @throws AppError NOT_FOUND */
export async function findTask(
  ctx: Context,
  taskId: string,
  options: { lock?: boolean } = {},
): Promise<Task> {
  const found = selectTask(ctx, {}).where(and(visibleTasks(ctx), eq(tasks.id, taskId)));
  const [row] = await (options.lock ? found.for("no key update", { of: tasks }) : found);
  if (!row) throw notFound();
  return row;
}

/** Before several tasks are changed: in one order for everybody, so that two never wait for each other. */
export async function lockTasks(ctx: Context, taskIds: string[]): Promise<void> {
  await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), inArray(tasks.id, taskIds)))
    .orderBy(asc(tasks.id))
    .for("no key update");
}

/** As `lockTask`, for work that ends with its holder's membership, whoever ends that. @throws AppError NOT_FOUND */
export async function lockHeldTask(ctx: Context, taskId: string): Promise<Task> {
  const [row] = await selectTask(ctx, {})
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId)))
    .for("no key update", { of: tasks });
  if (!row) throw notFound();
  return row;
}

function selectTask<X extends Record<string, SQL>>(ctx: Context, extra: X) {
  return ctx.tx
    .select({ ...taskColumns, ...extra })
    .from(tasks)
    .innerJoin(chats, and(eq(chats.workspaceId, tasks.workspaceId), eq(chats.id, tasks.chatId)));
}

export type SupportChat = {
  chatId: string;
  ticketId: string;
  number: number;
  title: string;
  status: TicketStatus;
  priority: Priority;
  assigneeUserId: string | null;
  teamId: string | null;
  snoozedUntil: Date | null;
  inboxId: string | null;
  customerId: string | null;
  requesterUserId: string | null;
  rev: number;
  publicRev: number;
  seq: number;
  publicSeq: number;
  accessEpoch: number;
  /** Whether the customer can be reached by mail once they are gone. */
  hasMail: boolean;
};

const supportChatColumns = {
  chatId: chats.id,
  ticketId: tasks.id,
  number: tasks.number,
  title: tasks.title,
  status: sql<TicketStatus>`${tasks.status}`,
  priority: tasks.priority,
  assigneeUserId: tasks.assigneeUserId,
  teamId: tasks.teamId,
  snoozedUntil: tasks.snoozedUntil,
  inboxId: chats.inboxId,
  customerId: chats.customerId,
  requesterUserId: chats.requesterUserId,
  rev: chats.rev,
  publicRev: chats.publicRev,
  seq: chats.seq,
  publicSeq: chats.publicSeq,
  accessEpoch: chats.accessEpoch,
  hasMail: sql<boolean>`exists (select from ${customers} where ${customers.workspaceId} = ${chats.workspaceId}
    and ${customers.id} = ${chats.customerId} and ${customers.email} is not null)`,
};

function selectSupportChat(ctx: Context) {
  return ctx.tx
    .select(supportChatColumns)
    .from(chats)
    .innerJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id), isTicket));
}

/**
 * How the caller takes part in a support chat, and the chat: as handler or as the one who asks. Its ticket is the one
 * that the chat is about now: where its own was merged into another, what is written here concerns that other one.
 */
export type Access = { audience: "members" | "customers"; chat: SupportChat & { ownTicketId: string } };

/**
 * A support chat as far as the caller may see it. A member who asked for support counts as a customer there,
 * unless they may handle that ticket.
 * @throws AppError NOT_FOUND
 */
export async function findSupportChat(
  ctx: Context,
  chatId: string,
  options = { lock: false },
): Promise<Access> {
  const [row] = await supportChat(ctx, { chatId }, options.lock ? "locked" : "");
  if (!row) throw notFound();
  const { handles: asHandler, mergedInto, wasMerged, ...chat } = row;
  // While this waited for the lock the ticket was merged; or the one that holds the lock holds the chat no longer.
  if (
    options.lock &&
    (wasMerged || (mergedInto && !(await isStillMerged(ctx, chat.ownTicketId, mergedInto))))
  )
    throw new LostRace();
  return { audience: asHandler ? "members" : "customers", chat };
}

const supportChat = compiled((ctx, { chatId }: { chatId: string }, variant) => {
  const handles = handlesChat(ctx);
  const found = ctx.tx
    .select({
      ...supportChatColumns,
      handles: sql<boolean>`(${handles})`,
      ownTicketId: own.id,
      mergedInto: own.mergedIntoTaskId,
      wasMerged: sql<boolean>`${tasks.mergedIntoTaskId} is not null`,
    })
    .from(chats)
    .innerJoin(
      own,
      and(eq(own.workspaceId, chats.workspaceId), eq(own.chatId, chats.id), sql`${own.type} = 'ticket'`),
    )
    .innerJoin(
      tasks,
      and(
        eq(tasks.workspaceId, own.workspaceId),
        eq(tasks.id, sql`coalesce(${own.mergedIntoTaskId}, ${own.id})`),
      ),
    )
    .where(
      and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), or(handles, ownSupportChats(ctx))),
    );
  // Whoever writes locks the ticket before the chat, see `lockTask`.
  return variant === "locked" ? found.for("no key update", { of: tasks }) : found;
});

/** Who handles a ticket, or one that was merged into it, sees its chat as the members do. */
function handlesChat(ctx: Context): SQL {
  const handles = visibleTickets(ctx);
  const { actor } = ctx;
  if (actor.kind !== "member" || actor.seesAllTickets) return handles;
  const itself = sql`exists (select from ${tasks} where ${tasks.workspaceId} = ${chats.workspaceId}
    and ${tasks.chatId} = ${chats.id} and ${handles})`;
  return or(handles, and(sql`${own.mergedIntoTaskId} is not null`, itself))!;
}

const own = alias(tasks, "own");

async function isStillMerged(ctx: Context, ticketId: string, into: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ into: tasks.mergedIntoTaskId })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, ticketId)));
  return row?.into === into;
}

/**
 * A ticket that the caller may handle, locked until the transaction ends, so that what is decided on its state
 * stays true. @throws AppError NOT_FOUND
 */
export async function lockTicket(ctx: Context, ticketId: string): Promise<SupportChat> {
  const [row] = await selectSupportChat(ctx)
    .where(and(visibleTickets(ctx), eq(tasks.id, ticketId)))
    .for("no key update", { of: tasks });
  if (!row) throw notFound();
  return row;
}

/** The realtime audiences that see a ticket in their lists, by who holds it. People come on top, by name. */
export function queueAudiences(holder: {
  assigneeUserId: string | null;
  teamId: string | null;
}): QueueAudience[] {
  if (holder.teamId) return [{ kind: "all" }, { kind: "team", teamId: holder.teamId }];
  return holder.assigneeUserId ? [{ kind: "all" }] : [{ kind: "all" }, { kind: "unassigned" }];
}

/** Which of these audiences a member belongs to: the same rule as `visibleTickets`, from the other side. */
export function memberAudiences(member: { seesAllTickets: boolean; teamIds: string[] }): QueueAudience[] {
  if (member.seesAllTickets) return [{ kind: "all" }];
  return [{ kind: "unassigned" }, ...member.teamIds.map((teamId) => ({ kind: "team" as const, teamId }))];
}
