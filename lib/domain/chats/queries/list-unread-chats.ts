import { sql } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { chatsOf, forReader, isArchived, isMentioned, isUnread } from "../list-rows";
import { inOwnTeamChats, listOwner } from "../list-scope";

const most = 200;

/** Direct and group chats with something unread; muted ones only where the member is named in it. */
export const listUnreadChats = query({
  name: "chats.listUnread",
  permission: "chat:use",
  pool: "requests",
  input: z.object({}),
  read: async (ctx) => ({ ids: await unreadChatIds(ctx) }),
});

/** The same for whoever shows it beside other things. Support chats are the inbox's. */
export async function unreadChatIds(ctx: Context): Promise<string[]> {
  const rows = await ctx.tx.execute<{ id: string }>(sql`
    select ${chats.id} as id ${chatsOf(forReader(listOwner(ctx)))}
    where ${inOwnTeamChats(ctx)} and ${isUnread} and not ${isArchived}
      and (s.muted_at is null or ${isMentioned})
    limit ${most}`);
  return rows.map(({ id }) => id);
}
