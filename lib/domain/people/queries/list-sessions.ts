import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema";
import { accountQuery } from "@/lib/core/query";

/** One's own sessions that are alive, the last used first. */
export const listSessions = accountQuery({
  name: "people.listSessions",
  permission: "own",
  input: z.object({}),
  async read(ctx) {
    const rows = await ctx.tx
      .select({
        id: sessions.id,
        ip: sessions.ip,
        userAgent: sessions.userAgent,
        lastSeenAt: sessions.lastSeenAt,
        createdAt: sessions.createdAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, ctx.user!.id),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, sql`now()`),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt))
      .limit(100);
    return rows.map((row) => ({ ...row, current: row.id === ctx.user!.sessionId }));
  },
});
