import { and, eq, isNull, sql } from "drizzle-orm";
import { memberships, participants, teams, users } from "@/db/schema";
import { holds } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import type { TaskType } from "@/lib/domain/tasks/task-status";

/** The task that is to be held, as far as it decides who may hold it. */
export type Held = { type: TaskType; chatId: string; isPrivate: boolean };

export type PossibleHolder = {
  kind: "member" | "team";
  id: string;
  name: string;
  avatarKey: string | null;
  /** In the task's chat. */
  takesPart: boolean;
};

/** Who can hold a task, the same as the pickers offer: people, then teams, by name. */
export async function holdersOf(ctx: Context, { type, chatId, isPrivate }: Held): Promise<PossibleHolder[]> {
  const takesPart = sql<boolean>`exists (select from ${participants}
    where ${participants.workspaceId} = ${memberships.workspaceId} and ${participants.chatId} = ${chatId}
      and ${participants.userId} = ${memberships.userId} and ${participants.leftAt} is null)`;
  const [people, groups] = await Promise.all([
    ctx.tx
      .select({
        id: users.id,
        name: users.name,
        avatarKey: users.avatarKey,
        role: memberships.role,
        takesPart,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.workspaceId, ctx.workspaceId),
          isNull(memberships.removedAt),
          isPrivate ? takesPart : undefined,
        ),
      )
      .orderBy(users.name),
    isPrivate
      ? []
      : ctx.tx
          .select({ id: teams.id, name: teams.name })
          .from(teams)
          .where(eq(teams.workspaceId, ctx.workspaceId))
          .orderBy(teams.name),
  ]);
  const able = people.filter(({ role }) => type !== "ticket" || holds(role, "ticket:handle"));
  return [
    ...able.map(({ role: _, ...person }) => ({ kind: "member" as const, ...person })),
    ...groups.map((team) => ({ kind: "team" as const, ...team, avatarKey: null, takesPart: false })),
  ];
}
