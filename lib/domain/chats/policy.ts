import { and, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type chatKinds, chats, isTicket, participants, taskFollowers, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, notFound } from "@/lib/core/errors";
import { mergedIntoOne } from "./merged";

/**
 * Which tickets the caller may handle: list, detail, search, counters, realtime and exports all ask here.
 * Members who handle tickets see own, own teams' and unassigned ones and those they take part in or follow;
 * some see all. Requesters (customers, and members of role user) go through `ownSupportChats` instead.
 */
export function visibleTickets(ctx: Context): SQL {
  const { actor } = ctx;
  const here = and(eq(tasks.workspaceId, ctx.workspaceId), isTicket)!;
  if (actor.kind === "system") return here;
  if (actor.kind !== "member" || !ctx.can("ticket:handle")) return sql`false`;
  if (actor.seesAllTickets) return here;
  const { userId } = actor;
  const unassigned = and(isNull(tasks.assigneeUserId), isNull(tasks.teamId));
  const ownTeams = actor.teamIds.length > 0 ? inArray(tasks.teamId, actor.teamIds) : undefined;
  return and(
    here,
    or(eq(tasks.assigneeUserId, userId), unassigned, ownTeams, takesPartInTask(userId), follows(userId)),
  )!;
}

/**
 * Which tasks of any type the caller may see. Besides tickets: those of a private chat only with its participants;
 * else who handles tickets sees all, others what they made, asked for, hold or follow.
 */
export function visibleTasks(ctx: Context): SQL {
  const { actor } = ctx;
  const here = and(eq(tasks.workspaceId, ctx.workspaceId), ne(tasks.type, "ticket"))!;
  if (actor.kind === "system") return eq(tasks.workspaceId, ctx.workspaceId);
  if (actor.kind !== "member") return sql`false`;
  const { userId } = actor;
  const own = or(
    eq(tasks.createdBy, userId),
    eq(tasks.requesterUserId, userId),
    eq(tasks.assigneeUserId, userId),
    follows(userId),
  );
  const open = and(sql`not ${ofPrivateChat}`, ctx.can("ticket:handle") ? undefined : own);
  return or(visibleTickets(ctx), and(here, or(open, takesPartInTask(userId))))!;
}

const ofPrivateChat = sql`exists (select from ${chats} c where c.workspace_id = ${tasks.workspaceId}
  and c.id = ${tasks.chatId} and c.is_private)`;

const takesPartInTask = (userId: string) => sql`exists (select from ${participants} p
  where p.workspace_id = ${tasks.workspaceId} and p.chat_id = ${tasks.chatId} and p.user_id = ${userId}
    and p.left_at is null)`;

const follows = (userId: string) => sql`exists (select from ${taskFollowers} f
  where f.workspace_id = ${tasks.workspaceId} and f.task_id = ${tasks.id} and f.user_id = ${userId})`;

/** The support chats in which the caller is the one who asks. */
export function ownSupportChats(ctx: Context): SQL {
  const { actor } = ctx;
  const support = and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.kind, "support"))!;
  if (actor.kind === "customer") return and(support, eq(chats.customerId, actor.customerId))!;
  if (actor.kind === "member") return and(support, eq(chats.requesterUserId, actor.userId))!;
  return sql`false`;
}

/**
 * The chats that the caller sees as the members do: support chats whose ticket they may handle, or the one it was merged
 * into; direct and group chats that they take part in; and a task's own chat with whoever sees the task.
 */
export function memberChats(ctx: Context): SQL {
  const { actor } = ctx;
  const here = eq(chats.workspaceId, ctx.workspaceId);
  if (actor.kind === "system") return here;
  if (actor.kind !== "member") return sql`false`;
  const about = (which: SQL) => sql`exists (select from ${tasks}
    where ${tasks.workspaceId} = ${chats.workspaceId} and ${tasks.chatId} = ${chats.id} and ${which})`;
  const support = and(
    eq(chats.kind, "support"),
    or(about(visibleTickets(ctx)), mergedIntoOne(visibleTickets(ctx))),
  );
  if (!ctx.can("chat:use")) return and(here, support)!;
  const takesPart = sql`exists (select from ${participants} p where p.workspace_id = ${chats.workspaceId}
    and p.chat_id = ${chats.id} and p.user_id = ${actor.userId} and p.left_at is null)`;
  const ofTask = and(eq(chats.isPrivate, false), about(visibleTasks(ctx)));
  return and(here, or(support, and(ne(chats.kind, "support"), or(takesPart, ofTask))))!;
}

export type Chat = {
  chatId: string;
  kind: (typeof chatKinds)[number];
  title: string | null;
  /** Only participants see it; else it is a task's own chat. */
  isPrivate: boolean;
  /** The task that the chat is about, if any; of a ticket that was merged the one that it was merged into. */
  taskId: string | null;
  customerId: string | null;
  requesterUserId: string | null;
  rev: number;
  publicRev: number;
  seq: number;
  publicSeq: number;
  accessEpoch: number;
  membersEpoch: number;
  /** What the caller is in it, if they take part. */
  chatRole: "owner" | "member" | null;
};

/** The caller sees it as the members do, or as the one who asks for support. */
export type ChatAccess = { audience: "members" | "customers"; chat: Chat };

/**
 * A chat of any kind as far as the caller may see it: the one way to it. A member who asked for support counts as a
 * customer there, unless they may handle that ticket.
 * @param options `lock`: until the transaction ends nobody else changes the chat. Whoever also locks its task does that
 *   first; who takes part and how far they have read comes after the chat.
 * @throws AppError NOT_FOUND
 */
export async function findChat(
  ctx: Context,
  chatId: string,
  options: { lock?: boolean } = {},
): Promise<ChatAccess> {
  const asMember = memberChats(ctx);
  const userId = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const query = ctx.tx
    .select({
      chatId: chats.id,
      kind: chats.kind,
      title: chats.title,
      isPrivate: chats.isPrivate,
      taskId: sql<string | null>`coalesce(${tasks.mergedIntoTaskId}, ${tasks.id})`,
      customerId: chats.customerId,
      requesterUserId: chats.requesterUserId,
      rev: chats.rev,
      publicRev: chats.publicRev,
      seq: chats.seq,
      publicSeq: chats.publicSeq,
      accessEpoch: chats.accessEpoch,
      membersEpoch: chats.membersEpoch,
      chatRole: own.chatRole,
      asMember: sql<boolean>`(${asMember})`,
    })
    .from(chats)
    .leftJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id)))
    .leftJoin(
      own,
      and(
        eq(own.workspaceId, chats.workspaceId),
        eq(own.chatId, chats.id),
        sql`${own.userId} = ${userId}::uuid`,
        isNull(own.leftAt),
      ),
    )
    .where(
      and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), or(asMember, ownSupportChats(ctx))),
    );
  const [row] = await (options.lock ? query.for("no key update", { of: chats }) : query);
  if (!row) throw notFound();
  const { asMember: isMember, ...chat } = row;
  return { audience: isMember ? "members" : "customers", chat };
}

const own = alias(participants, "own");

/** A direct or group chat; support chats have commands of their own. @throws AppError NOT_FOUND */
export async function findTeamChat(
  ctx: Context,
  chatId: string,
  options: { lock?: boolean } = {},
): Promise<Chat> {
  const { chat } = await findChat(ctx, chatId, options);
  if (chat.kind === "support") throw notFound();
  return chat;
}

/**
 * A group, locked until the transaction ends, so that who is in it stays as it was found.
 * @throws AppError NOT_FOUND; CONFLICT for a direct chat, which is what its two people are
 */
export async function lockGroup(ctx: Context, chatId: string): Promise<Chat> {
  const chat = await findTeamChat(ctx, chatId, { lock: true });
  if (chat.kind === "direct") throw conflict("only_in_groups");
  return chat;
}
