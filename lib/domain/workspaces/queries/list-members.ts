import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, users, workspaces } from "@/db/schema";
import { mayGrant } from "@/lib/auth/permissions";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { ticketsInHand } from "@/lib/domain/tasks/assignment-people";
import { activeMembers, memberActor } from "../policy";
import type { Member } from "../views";

/** Everybody in the workspace, by name. */
export const listMembers = query({
  name: "workspaces.listMembers",
  permission: "member:list",
  input: z.object({}),
  async read(ctx): Promise<Member[]> {
    const self = memberActor(ctx);
    const rows = await ctx.tx
      .select({
        id: memberships.userId,
        name: users.name,
        email: users.email,
        avatarKey: users.avatarKey,
        role: memberships.role,
        available: memberships.available,
        inHand: ticketsInHand,
        own: memberships.assignmentCapacity,
        usual: workspaces.assignmentCapacity,
        joinedAt: memberships.createdAt,
        teams: sql<
          Member["teams"]
        >`coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name)
          from team_members tm join teams t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
          where tm.workspace_id = ${memberships.workspaceId} and tm.user_id = ${memberships.userId}), '[]')`,
        openTickets: sql<number>`(select count(*)::int from tasks where tasks.workspace_id = ${memberships.workspaceId}
          and tasks.assignee_user_id = ${memberships.userId} and tasks.type = 'ticket' and tasks.status <> 'closed')`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
      .where(activeMembers(ctx))
      .orderBy(asc(sql`lower(${users.name})`), asc(users.id));
    const manages = ctx.can("member:manage");
    const managesTeams = ctx.can("team:manage");
    return rows.map(({ avatarKey, joinedAt, email, inHand, own, usual, ...row }) => ({
      ...row,
      assignment: managesTeams ? { inHand, capacity: { own, usual } } : null,
      email: manages || row.id === self.userId ? email : null,
      avatar: avatarUrl(avatarKey),
      joinedAt: joinedAt.toISOString(),
      isSelf: row.id === self.userId,
      manageable: manages && mayGrant(self.role, row.role),
    }));
  },
});
