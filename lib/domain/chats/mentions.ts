import { type AnyColumn, and, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { memberships, taskFollowers, tasks, teamMembers, teams, users } from "@/db/schema";
import { holds } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { notifyAll } from "@/lib/domain/notifications/notify";
import { taskFollowersChanged } from "./events";
import { isNamedIn } from "./mention-text";
import { memberTakesPart } from "./participants";
import { type Chat, visibleTickets } from "./policy";
import type { Mention } from "./views";

type Given = Pick<Mention, "kind" | "id">;

/** As much of a chat as decides whom a name in it can mean. */
export type MentionPlace = Pick<Chat, "chatId" | "kind" | "isPrivate" | "taskId">;

/** Somebody named, with the members whom that tells. */
export type NamedInMessage = Mention & { reached: string[] };

/** As it is stored and shown. */
export const toMention = ({ kind, id, name }: Mention): Mention => ({ kind, id, name });

/**
 * Who is named in a message, with the names they have now. In a direct or group chat that are its participants; in a
 * ticket's chat whoever may handle tickets; in the chat of a task that is open to all, every member. Of a team those
 * are meant to whom that applies.
 * @throws AppError INVALID naming the person or team, or that they are not named in the body
 */
export async function resolveMentions(
  ctx: Context,
  chat: MentionPlace,
  body: string,
  given: readonly Given[],
): Promise<NamedInMessage[]> {
  if (given.length === 0) return [];
  const idsOf = (kind: Mention["kind"]) => given.filter((each) => each.kind === kind).map(({ id }) => id);
  const [people, groups] = await Promise.all([
    membersNameable(ctx, chat, idsOf("member")),
    teamsNameable(ctx, chat, idsOf("team")),
  ]);
  const all = new Map<string, NamedInMessage>();
  for (const { kind, id } of given) {
    const found = kind === "member" ? people.get(id) : groups.get(id);
    if (!found) throw invalid("mentions", kind === "member" ? "unknown_member" : "unknown_team");
    const { name, reached } = found;
    if (reached.length === 0) throw invalid("mentions", unreachable(chat), { name });
    if (!isNamedIn(body, name)) throw invalid("mentions", "not_named", { name });
    all.set(`${kind} ${id}`, { kind, id, name, reached });
  }
  return [...all.values()];
}

const unreachable = ({ kind }: MentionPlace) => (kind === "support" ? "handles_no_tickets" : "not_in_chat");

type Nameable = { name: string; reached: string[] };
type NameableMember = Nameable & { avatarKey: string | null; takesPart: boolean };

/** @param only all where left out */
const among = (column: AnyColumn, only: string[] | undefined) => only && inArray(column, only);

const presentMembers = (ctx: Context) =>
  and(eq(memberships.workspaceId, ctx.workspaceId), isNull(memberships.removedAt));

/** Members of the workspace by id; who can't be named in the chat reaches nobody. */
export async function membersNameable(
  ctx: Context,
  chat: MentionPlace,
  only?: string[],
): Promise<Map<string, NameableMember>> {
  if (only?.length === 0) return new Map();
  const rows = await ctx.tx
    .select({
      id: users.id,
      name: users.name,
      avatarKey: users.avatarKey,
      role: memberships.role,
      takesPart: memberTakesPart(chat.chatId),
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(presentMembers(ctx), among(memberships.userId, only)));
  return new Map(
    rows.map(({ id, role, ...row }) => [
      id,
      { ...row, reached: canRead(chat, { role, ...row }) ? [id] : [] },
    ]),
  );
}

/** The same of teams. */
export async function teamsNameable(
  ctx: Context,
  chat: MentionPlace,
  only?: string[],
): Promise<Map<string, Nameable>> {
  if (only?.length === 0) return new Map();
  const [rows, people] = await Promise.all([
    ctx.tx
      .select({ id: teams.id, name: teams.name })
      .from(teams)
      .where(and(eq(teams.workspaceId, ctx.workspaceId), among(teams.id, only))),
    ctx.tx
      .select({
        teamId: teamMembers.teamId,
        id: memberships.userId,
        role: memberships.role,
        takesPart: memberTakesPart(chat.chatId),
      })
      .from(teamMembers)
      .innerJoin(
        memberships,
        and(eq(memberships.workspaceId, teamMembers.workspaceId), eq(memberships.userId, teamMembers.userId)),
      )
      .where(and(presentMembers(ctx), among(teamMembers.teamId, only))),
  ]);
  const reached = (teamId: string) =>
    people.filter((row) => row.teamId === teamId && canRead(chat, row)).map(({ id }) => id);
  return new Map(rows.map(({ id, name }) => [id, { name, reached: reached(id) }]));
}

function canRead(
  chat: MentionPlace,
  member: { role: (typeof memberships.$inferSelect)["role"]; takesPart: boolean },
) {
  if (chat.kind === "support") return holds(member.role, "ticket:handle");
  return member.takesPart || !chat.isPrivate;
}

/**
 * Tells those who are named, but not whoever names them. Being named makes a member a follower of the chat's ticket or
 * task, so that they see it.
 */
export async function tellNamed(
  ctx: Context,
  chat: MentionPlace,
  message: { id: string; named: readonly NamedInMessage[] },
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "member") return;
  const reached = new Set(message.named.flatMap(({ reached }) => reached));
  reached.delete(actor.userId);
  if (reached.size === 0) return;
  const { chatId } = chat;
  const taskId = chat.kind === "support" ? await ticketToFollow(ctx, chat) : chat.taskId;
  if (taskId && (chat.kind === "support" || !chat.isPrivate)) {
    const made = await ctx.tx
      .insert(taskFollowers)
      .values([...reached].map((userId) => ({ workspaceId: ctx.workspaceId, taskId, userId })))
      .onConflictDoNothing()
      .returning({ userId: taskFollowers.userId });
    const added = made.map(({ userId }) => userId);
    if (added.length > 0) ctx.emit(taskFollowersChanged, taskId, { taskId, chatId, added, removed: [] });
  }
  await notifyAll(ctx, [...reached], {
    kind: "mention",
    chatId,
    taskId,
    by: actor.name,
    messageId: message.id,
  });
}

/**
 * Who is named sees no more than whoever names them: of a ticket that was merged the one that it was merged into, or
 * its own alone.
 */
async function ticketToFollow(ctx: Context, { chatId, taskId }: MentionPlace): Promise<string | null> {
  const [row] = await ctx.tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(visibleTickets(ctx), or(eq(tasks.chatId, chatId), taskId ? eq(tasks.id, taskId) : undefined)))
    .orderBy(desc(sql`${tasks.id} is not distinct from ${taskId}::uuid`))
    .limit(1);
  return row?.id ?? null;
}
