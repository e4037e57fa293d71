import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { chats, memberships, participants, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { endChatAccess } from "./end-chat-access";
import { participationEnded } from "./events";
import type { Chat } from "./policy";
import { postEvent } from "./post-entry";

/** Whether a member takes part in a chat now, of a row of `memberships`. */
export const memberTakesPart = (chatId: string) => sql<boolean>`exists (select from participants p
  where p.workspace_id = ${memberships.workspaceId} and p.chat_id = ${chatId}
    and p.user_id = ${memberships.userId} and p.left_at is null)`;

/** Whether a direct chat's other one is no longer in the workspace: what was said can be read, nothing be added. */
export async function isLeftAlone(ctx: Context, chatId: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ gone: sql<boolean>`bool_or(${memberships.removedAt} is not null)` })
    .from(chats)
    .innerJoin(
      participants,
      and(eq(participants.workspaceId, chats.workspaceId), eq(participants.chatId, chats.id)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.workspaceId, participants.workspaceId), eq(memberships.userId, participants.userId)),
    )
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), eq(chats.kind, "direct")));
  return row?.gone ?? false;
}

/** Who of them is a member of this workspace, in the order given. */
export async function findMembers(ctx: Context, userIds: string[]): Promise<{ id: string; name: string }[]> {
  if (userIds.length === 0) return [];
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        isNull(memberships.removedAt),
        inArray(memberships.userId, userIds),
      ),
    );
  return rows.sort((a, b) => userIds.indexOf(a.id) - userIds.indexOf(b.id));
}

/** All of them as members of this workspace. @throws AppError INVALID naming `userIds` when one of them is none */
export async function requireMembers(
  ctx: Context,
  userIds: string[],
): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(userIds)];
  const found = await findMembers(ctx, wanted);
  if (found.length !== wanted.length) throw invalid("userIds", "unknown_member");
  return found;
}

/** How many people a line of the system names. */
const mostNamed = 8;

/** People as a line names them: the first ones, and how many more. */
export function inLine(people: readonly { name: string }[]): { members: string[]; more: number } {
  const members = people.slice(0, mostNamed).map(({ name }) => name);
  return { members, more: people.length - members.length };
}

type Person = { userId: string; name: string; chatRole: "owner" | "member" };

/** Who takes part in a group, in the order in which they joined. */
export async function participantsOf(ctx: Context, chatId: string): Promise<Person[]> {
  return ctx.tx
    .select({ userId: users.id, name: users.name, chatRole: participants.chatRole })
    .from(participants)
    .innerJoin(users, eq(users.id, participants.userId))
    .where(
      and(
        eq(participants.workspaceId, ctx.workspaceId),
        eq(participants.chatId, chatId),
        isNull(participants.leftAt),
      ),
    )
    .orderBy(asc(participants.joinedAt), asc(participants.id));
}

/** @throws AppError FORBIDDEN */
export function requireOwner(chat: Chat): void {
  if (chat.chatRole !== "owner") throw new AppError("FORBIDDEN", { reason: "only_owners" });
}

/** Before the rows that hang on it, as whoever writes does it, so that two never wait for each other. */
async function lockChat(ctx: Context, chatId: string): Promise<void> {
  await ctx.tx.execute(
    sql`select from chats where workspace_id = ${ctx.workspaceId} and id = ${chatId} for no key update`,
  );
}

/**
 * Makes members take part from now on; who left before comes back. What was said before counts as read.
 * @returns how many did not take part yet
 */
export async function addParticipants(
  ctx: Context,
  chatId: string,
  people: { userId: string; chatRole: "owner" | "member" }[],
): Promise<number> {
  await lockChat(ctx, chatId);
  const added = await ctx.tx
    .insert(participants)
    .values(people.map((person) => ({ workspaceId: ctx.workspaceId, id: newId(), chatId, ...person })))
    .onConflictDoUpdate({
      target: [participants.workspaceId, participants.chatId, participants.userId],
      targetWhere: sql`${participants.userId} is not null`,
      set: { leftAt: null, chatRole: sql`excluded.chat_role`, joinedAt: sql`now()` },
      setWhere: sql`${participants.leftAt} is not null`,
    })
    .returning({ id: participants.id });
  await ctx.tx.execute(sql`
    insert into read_positions as p (workspace_id, chat_id, reader_id, user_id, read_seq, delivered_seq)
    select c.workspace_id, c.id, person, person, c.seq, c.seq
    from chats c, unnest(${sql.param(people.map(({ userId }) => userId))}::uuid[]) as person
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${chatId}
    on conflict (workspace_id, chat_id, reader_id) do update set
      read_seq = greatest(p.read_seq, excluded.read_seq),
      delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq), updated_at = now()`);
  return added.length;
}

/** Takes a member out of a group, off their screens too. */
export async function endParticipation(ctx: Context, chatId: string, userId: string): Promise<void> {
  await ctx.tx
    .update(participants)
    .set({ leftAt: sql`now()`, chatRole: "member" })
    .where(
      and(
        eq(participants.workspaceId, ctx.workspaceId),
        eq(participants.chatId, chatId),
        eq(participants.userId, userId),
      ),
    );
  ctx.emit(participationEnded, chatId, { chatId, userId });
  await endChatAccess(ctx, chatId);
}

/** Somebody leaves a group that is locked; of a group that would be without an owner the longest-standing takes over. */
export async function leaveGroup(ctx: Context, chatId: string, userId: string): Promise<void> {
  const present = await participantsOf(ctx, chatId);
  const person = present.find((one) => one.userId === userId);
  if (!person) return;
  await endParticipation(ctx, chatId, userId);
  await postEvent(ctx, chatId, { name: "participant_left", member: person.name });
  const others = present.filter((one) => one !== person);
  const heir = others[0];
  if (!heir || others.some(({ chatRole }) => chatRole === "owner")) return;
  await ctx.tx
    .update(participants)
    .set({ chatRole: "owner" })
    .where(
      and(
        eq(participants.workspaceId, ctx.workspaceId),
        eq(participants.chatId, chatId),
        eq(participants.userId, heir.userId),
      ),
    );
  await postEvent(ctx, chatId, { name: "chat_role_changed", member: heir.name, to: "owner" });
}

/** Somebody who is no longer in the workspace leaves all groups; their direct chats stay as they are, for reading. */
export async function leaveAllGroups(ctx: Context, userId: string): Promise<void> {
  const groups = await ctx.tx
    .select({ id: chats.id })
    .from(chats)
    .innerJoin(
      participants,
      and(eq(participants.workspaceId, chats.workspaceId), eq(participants.chatId, chats.id)),
    )
    .where(
      and(
        eq(chats.workspaceId, ctx.workspaceId),
        eq(chats.kind, "group"),
        eq(participants.userId, userId),
        isNull(participants.leftAt),
      ),
    )
    // In one order for everybody, so that two who leave at once never wait for each other.
    .orderBy(asc(chats.id))
    .for("no key update", { of: chats });
  for (const { id } of groups) await leaveGroup(ctx, id, userId);
}
