import { and, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { presence } from "@/db/schema";
import { query } from "@/lib/core/query";
import { presenceSeconds } from "../presence-seconds";

/** Who of the workspace's members is here; whoever is in neither list is not. */
export type Present = { online: string[]; away: string[] };

/** Everybody's presence at this moment; what follows comes by the `people` channel. */
export const listPresent = query({
  name: "presence.listPresent",
  permission: "member:list",
  input: z.object({}),
  async read(ctx): Promise<Present> {
    const rows = await ctx.tx
      .select({ userId: presence.userId, online: sql<boolean>`bool_or(${presence.state} = 'online')` })
      .from(presence)
      .where(
        and(
          eq(presence.workspaceId, ctx.workspaceId),
          isNotNull(presence.userId),
          sql`${presence.seenAt} > now() - make_interval(secs => ${presenceSeconds})`,
        ),
      )
      .groupBy(presence.userId);
    const ids = (online: boolean) => rows.filter((row) => row.online === online).map(({ userId }) => userId!);
    return { online: ids(true), away: ids(false) };
  },
});
