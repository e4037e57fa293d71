import { eq, sql } from "drizzle-orm";
import { users, workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/** Most characters of a search. */
export const longestSearch = 300;

/** In whose days `before:` and `after:` are meant: the searcher's own zone, else the workspace's. */
export async function searcherZone(ctx: Context): Promise<{ zone: string; today: string }> {
  const userId = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  const [row] = await ctx.tx
    .select({
      zone: sql<string>`coalesce((select ${users.timeZone} from ${users} where ${users.id} = ${userId}), ${workspaces.timeZone})`,
    })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  const zone = row?.zone ?? "UTC";
  return { zone, today: new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date()) };
}
