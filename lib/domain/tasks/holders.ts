import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { memberships, teams, users } from "@/db/schema";
import { rolesHolding } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { memberTakesPart } from "@/lib/domain/chats/participants";
import type { Chat } from "@/lib/domain/chats/policy";
import type { TaskType, WorkType } from "./task-status";
import type { TeamRef } from "./views";

/** The task that is to be held, as far as it decides who may hold it. */
export type Held = { type: TaskType } & ({ isPrivate: true; chatId: string } | { isPrivate: false });

/**
 * Work that is made in a chat. What comes of a private chat stays among those who take part there, also where it gets
 * a chat of its own because that one is about other work already; a ticket's and open work's belong to all.
 */
export const workMadeIn = (
  { chatId, kind, isPrivate }: Pick<Chat, "chatId" | "kind" | "isPrivate">,
  type: WorkType,
) => ({ type, chatId, isPrivate: kind !== "support" && isPrivate });

/** Of rows of `memberships`: tickets are held by those who handle them, other work by every member. */
const handling = (ctx: Context, { type }: Held): SQL | undefined =>
  and(
    eq(memberships.workspaceId, ctx.workspaceId),
    isNull(memberships.removedAt),
    type === "ticket" ? inArray(memberships.role, rolesHolding("ticket:handle")) : undefined,
  );

/** Work of a private chat is held by who takes part in it. */
const inside = (held: Held): SQL<boolean> | undefined =>
  held.isPrivate ? memberTakesPart(held.chatId) : undefined;

/** Which rows of `memberships` are of members who can hold a task. */
export const canHold = (ctx: Context, held: Held): SQL | undefined => and(handling(ctx, held), inside(held));

/** The teams that can hold a task, by name: none where it belongs to a private chat. */
export async function teamsHolding(ctx: Context, { isPrivate }: Held): Promise<TeamRef[]> {
  if (isPrivate) return [];
  return ctx.tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(eq(teams.workspaceId, ctx.workspaceId))
    .orderBy(teams.name);
}

/** What those are called who are to hold a task. @throws AppError INVALID when one of them can't */
export async function namesOf(
  ctx: Context,
  held: Held,
  to: { assigneeUserId: string | null; teamId: string | null },
): Promise<{ assignee: string | null; team: string | null }> {
  const [assignee, team] = await Promise.all([
    to.assigneeUserId ? nameOfMember(ctx, held, to.assigneeUserId) : null,
    to.teamId ? nameOfTeam(ctx, held, to.teamId) : null,
  ]);
  return { assignee, team };
}

async function nameOfMember(ctx: Context, held: Held, userId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ name: users.name, isInside: inside(held) ?? sql<boolean>`true` })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(handling(ctx, held), eq(memberships.userId, userId)))
    // Somebody who is being removed either keeps nothing or is refused here, never both at once.
    .for("share", { of: memberships });
  if (!row) throw invalid("assigneeUserId", "unknown_assignee");
  if (!row.isInside) throw invalid("assigneeUserId", "not_in_private_chat");
  return row.name;
}

async function nameOfTeam(ctx: Context, { isPrivate }: Held, teamId: string): Promise<string> {
  const [row] = await ctx.tx
    .select({ name: teams.name })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, teamId)))
    .for("key share");
  if (!row) throw invalid("teamId", "unknown_team");
  if (isPrivate) throw invalid("teamId", "team_in_private_chat");
  return row.name;
}
