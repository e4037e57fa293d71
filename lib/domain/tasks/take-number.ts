import { eq, sql } from "drizzle-orm";
import { workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";

/** The next `#number` of the workspace: its row's lock orders those who make tasks at once. */
export async function takeNumber(ctx: Context): Promise<number> {
  const [row] = await ctx.tx
    .update(workspaces)
    .set({ nextTaskNumber: sql`${workspaces.nextTaskNumber} + 1` })
    .where(eq(workspaces.id, ctx.workspaceId))
    .returning({ next: workspaces.nextTaskNumber });
  if (!row) throw notFound();
  return row.next - 1;
}
