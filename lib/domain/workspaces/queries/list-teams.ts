import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { teams } from "@/db/schema";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { Team } from "../views";

type Row = Omit<Team, "members"> & { members: { id: string; name: string; avatarKey: string | null }[] };

/** Teams by name, with who is in them. */
export const listTeams = query({
  name: "workspaces.listTeams",
  permission: "member:list",
  input: z.object({}),
  async read(ctx): Promise<Team[]> {
    // Columns are spelled out: drizzle writes them without their table here, where they would mean the inner ones.
    const rows: Row[] = await ctx.tx
      .select({
        id: teams.id,
        name: teams.name,
        assignmentMode: teams.assignmentMode,
        members: sql<Row["members"]>`coalesce((select json_agg(
            json_build_object('id', u.id, 'name', u.name, 'avatarKey', u.avatar_key) order by lower(u.name), u.id)
          from team_members tm join users u on u.id = tm.user_id
          where tm.workspace_id = teams.workspace_id and tm.team_id = teams.id), '[]')`,
        openTickets: sql<number>`(select count(*)::int from tasks where tasks.workspace_id = teams.workspace_id
          and tasks.team_id = teams.id and tasks.type = 'ticket' and tasks.status <> 'closed')`,
        inboxes: sql<string[]>`coalesce((select array_agg(i.name order by i.name) from inboxes i
          where i.workspace_id = teams.workspace_id and i.team_id = teams.id and i.archived_at is null), '{}')`,
      })
      .from(teams)
      .where(eq(teams.workspaceId, ctx.workspaceId))
      .orderBy(asc(sql`lower(${teams.name})`));
    return rows.map((team) => ({
      ...team,
      members: team.members.map(({ avatarKey, ...member }) => ({ ...member, avatar: avatarUrl(avatarKey) })),
    }));
  },
});
