import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { cannedReplies, users } from "@/db/schema";
import { query } from "@/lib/core/query";
import { usableReplies } from "../policy";
import type { CannedReply } from "../views";

/** All that the caller may use, by title: so few that a composer can look through them by itself. */
export const listCannedReplies = query({
  name: "cannedReplies.list",
  permission: "canned-reply:use",
  input: z.object({}),
  async read(ctx): Promise<{ replies: CannedReply[] }> {
    const rows = await ctx.tx
      .select({
        id: cannedReplies.id,
        ownerUserId: cannedReplies.ownerUserId,
        shortcut: cannedReplies.shortcut,
        title: cannedReplies.title,
        body: cannedReplies.body,
        version: cannedReplies.version,
        updatedBy: users.name,
        updatedAt: cannedReplies.updatedAt,
      })
      .from(cannedReplies)
      .innerJoin(users, eq(users.id, cannedReplies.updatedBy))
      .where(usableReplies(ctx))
      .orderBy(asc(sql`lower(${cannedReplies.title})`), asc(cannedReplies.id));
    const mayShare = ctx.can("canned-reply:share");
    return {
      replies: rows.map(({ ownerUserId, updatedAt, ...reply }) => ({
        ...reply,
        scope: ownerUserId === null ? "shared" : "personal",
        mayChange: ownerUserId !== null || mayShare,
        updatedAt: updatedAt.toISOString(),
      })),
    };
  },
});
