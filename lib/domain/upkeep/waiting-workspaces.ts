import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { tasks, teams, workspaces } from "@/db/schema";
import { inHand } from "@/lib/domain/tasks/assignment-people";

/** Workspaces in which tickets wait for a team that hands them out automatically. */
export async function waitingWorkspaces(): Promise<string[]> {
  const waits = sql`exists (select from ${tasks} where ${tasks.workspaceId} = ${teams.workspaceId}
    and ${tasks.assigneeUserId} is null and ${tasks.teamId} = ${teams.id} and ${inHand})`;
  const rows = await systemDb()
    .selectDistinct({ id: teams.workspaceId })
    .from(teams)
    .innerJoin(workspaces, and(eq(workspaces.id, teams.workspaceId), isNull(workspaces.archivedAt)))
    .where(and(ne(teams.assignmentMode, "by_hand"), waits));
  return rows.map(({ id }) => id);
}
