import { and, eq, isNull, sql } from "drizzle-orm";
import { memberships, participants, teams, users } from "@/db/schema";
import { holds } from "@/lib/auth/permissions";
import type { Context } from "@/lib/core/context";
import type { Holder } from "@/lib/domain/tasks/change-task";
import type { TaskType } from "@/lib/domain/tasks/task-status";
import type { Who } from "@/lib/hashtags/read-action";
import type { ParamKey } from "@/lib/hashtags/tags";
import type { PostedCommand } from "./posted-command";
import { refuse } from "./refused";

/** The task that is to be held, as far as it decides who may hold it. */
type Held = Partial<Holder> & { type: TaskType; chatId: string; isPrivate: boolean };

const mostNames = 8;

/**
 * Who is meant by a name: whoever is mentioned by it, else the one member or team that is called so.
 * @throws AppError naming who could have been meant, see `refuse`
 */
export async function holderOf(
  ctx: Context,
  posted: PostedCommand,
  who: Who,
  held: Held,
  param: ParamKey | null,
): Promise<Partial<Holder>> {
  if (who.kind === "me") return { assigneeUserId: posted.author.userId };
  if (who.kind === "none") return held.assigneeUserId ? { assigneeUserId: null } : { teamId: null };
  const mentioned = posted.mentions.find(({ name }) => same(name, who.name));
  if (mentioned) return toHolder(mentioned);
  const everybody = await nameable(ctx, held);
  const exact = everybody.filter(({ name }) => same(name, who.name));
  const found = exact.length > 0 ? exact : everybody.filter(({ name }) => startsWith(name, who.name));
  const [only] = found;
  if (only && found.length === 1) return toHolder(only);
  const names = (found.length > 0 ? found : everybody).map(({ name }) => `@${name}`);
  return refuse(posted.command, only ? "ambiguous_person" : "unknown_person", {
    param,
    given: who.name,
    values: [...new Set(names)].slice(0, mostNames),
  });
}

type Nameable = { kind: "member" | "team"; id: string; name: string };

/** A team takes work off the person who holds it. */
const toHolder = ({ kind, id }: Nameable): Partial<Holder> =>
  kind === "member" ? { assigneeUserId: id } : { assigneeUserId: null, teamId: id };

const same = (a: string, b: string) => a.toLocaleLowerCase() === b.toLocaleLowerCase();

/** The beginning of a name, or its first word alone. */
const startsWith = (name: string, part: string) =>
  name.toLocaleLowerCase().startsWith(part.toLocaleLowerCase()) && part.length > 0;

/** Who can hold it, the same as the pickers offer. */
async function nameable(ctx: Context, { type, chatId, isPrivate }: Held): Promise<Nameable[]> {
  const takesPart = sql<boolean>`exists (select from ${participants}
    where ${participants.workspaceId} = ${memberships.workspaceId} and ${participants.chatId} = ${chatId}
      and ${participants.userId} = ${memberships.userId} and ${participants.leftAt} is null)`;
  const [people, groups] = await Promise.all([
    ctx.tx
      .select({ id: users.id, name: users.name, role: memberships.role })
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
    ...able.map(({ id, name }) => ({ kind: "member" as const, id, name })),
    ...groups.map(({ id, name }) => ({ kind: "team" as const, id, name })),
  ];
}
