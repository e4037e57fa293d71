import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, presence, type Role, teams, users } from "@/db/schema";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { presenceSeconds } from "@/lib/domain/presence/presence-seconds";
import type { TeamRef } from "../views";

export type Assignee = PersonRef & { role: Role; available: boolean; online: boolean };

/** Who and which teams may hold a ticket, for pickers. */
export const listAssignees = query({
  name: "tasks.listAssignees",
  permission: "ticket:handle",
  input: z.object({}),
  async read(ctx): Promise<{ members: Assignee[]; teams: TeamRef[] }> {
    const [members, teamRows] = await Promise.all([
      ctx.tx
        .select({
          id: users.id,
          name: users.name,
          avatarKey: users.avatarKey,
          role: memberships.role,
          available: memberships.available,
          online: sql<boolean>`exists (select from ${presence}
            where ${presence.workspaceId} = ${memberships.workspaceId} and ${presence.userId} = ${memberships.userId}
              and ${presence.seenAt} > now() - make_interval(secs => ${presenceSeconds}))`,
        })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
        .where(
          and(
            eq(memberships.workspaceId, ctx.workspaceId),
            isNull(memberships.removedAt),
            inArray(memberships.role, ["admin", "manager", "agent"]),
          ),
        )
        .orderBy(asc(users.name)),
      ctx.tx
        .select({ id: teams.id, name: teams.name })
        .from(teams)
        .where(eq(teams.workspaceId, ctx.workspaceId))
        .orderBy(asc(teams.name)),
    ]);
    return {
      members: members.map(({ avatarKey, ...member }) => ({ ...member, avatar: avatarUrl(avatarKey) })),
      teams: teamRows,
    };
  },
});
