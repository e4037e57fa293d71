import { and, eq, ne, sql } from "drizzle-orm";
import { tasks, teamMembers, teams } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import type { AssignmentMode } from "./assignment-rules";

export type AutomaticTeam = {
  teamId: string;
  mode: Exclude<AssignmentMode, "by_hand">;
  passesOver: string[];
};

/**
 * Of all that hand out tickets in a workspace one does at a time, so that each sees what the others gave to whom. Comes
 * before all row locks; nobody who holds one of those waits for this.
 */
export async function oneAtATime(ctx: Context): Promise<void> {
  await ctx.tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`assignment.${ctx.workspaceId}`}, 0))`,
  );
}

/** The team of a ticket, where it hands out tickets automatically, and whom this ticket passes over. */
export async function automaticTeamOf(ctx: Context, taskId: string): Promise<AutomaticTeam | null> {
  const [row] = await ctx.tx
    .select({ teamId: teams.id, mode: teams.assignmentMode, passesOver: tasks.passesOver })
    .from(tasks)
    .innerJoin(teams, and(eq(teams.workspaceId, tasks.workspaceId), eq(teams.id, tasks.teamId)))
    .where(
      and(eq(tasks.workspaceId, ctx.workspaceId), eq(tasks.id, taskId), ne(teams.assignmentMode, "by_hand")),
    );
  if (!row || row.mode === "by_hand") return null;
  return { ...row, mode: row.mode };
}

/** Notes whose turn it was. Not the transaction's time: of two turns the later one must count as later. */
export async function noteTurn(ctx: Context, teamId: string, userId: string): Promise<void> {
  await ctx.tx
    .update(teamMembers)
    .set({ lastHandedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(teamMembers.workspaceId, ctx.workspaceId),
        eq(teamMembers.teamId, teamId),
        eq(teamMembers.userId, userId),
      ),
    );
}
