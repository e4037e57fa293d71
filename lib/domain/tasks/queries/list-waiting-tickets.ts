import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { isAnyOf } from "@/db/conditions";
import { tasks, teams } from "@/db/schema";
import { query } from "@/lib/core/query";
import { candidatesOf, inHand } from "../assignment-people";
import { hasRoom } from "../assignment-rules";

/** Most tickets of a round; the next round takes the rest. */
const most = 100;

/** Tickets that wait in teams which hand theirs out, and that somebody can take just now: the longest waiting first. */
export const listWaitingTickets = query({
  name: "tasks.listWaitingTickets",
  permission: "system:work",
  input: z.object({}),
  async read(ctx): Promise<{ ticketId: string; teamId: string }[]> {
    const automatic = await ctx.tx
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.workspaceId, ctx.workspaceId), ne(teams.assignmentMode, "by_hand")));
    const candidates = await candidatesOf(
      ctx,
      automatic.map(({ id }) => id),
    );
    const free = candidates
      .filter(hasRoom)
      .map(({ teamId, userId }) => ({ team_id: teamId, user_id: userId }));
    if (free.length === 0) return [];
    return ctx.tx
      .select({ ticketId: tasks.id, teamId: sql<string>`${tasks.teamId}` })
      .from(tasks)
      .where(
        sql`${tasks.workspaceId} = ${ctx.workspaceId} and ${tasks.assigneeUserId} is null and ${inHand}
          and exists (select from jsonb_to_recordset(${JSON.stringify(free)}::text::jsonb) as f(team_id uuid, user_id uuid)
            where f.team_id = ${tasks.teamId} and f.user_id <> all (${tasks.passesOver}))
          and ${isAnyOf(tasks.teamId, [...new Set(free.map(({ team_id }) => team_id))])}`,
      )
      .orderBy(sql`coalesce(${tasks.waitingSince}, ${tasks.createdAt})`, tasks.id)
      .limit(most);
  },
});
