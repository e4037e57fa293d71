import { and, desc, sql } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { query } from "@/lib/core/query";
import { searchesPerMinute } from "@/lib/domain/chats/rate-limits";
import { lastAt, selectChatHits, toChatHit } from "../chat-hits";
import { readableChats } from "../readable-chats";
import { calledLike } from "../resolve";
import { longestSearch } from "../searcher";
import type { ChatHit } from "../views";

const most = 30;

/** Chats that the caller may read, by number, title, customer or the people in them; newest first. */
export const searchChats = query({
  name: "search.searchChats",
  permission: "chat:use",
  rateLimit: searchesPerMinute,
  input: z.object({
    q: z.string().max(longestSearch),
    most: z.number().int().min(1).max(most).default(most),
  }),
  lane: () => "search",
  async read(ctx, { q, most }): Promise<ChatHit[]> {
    if (!q.trim()) return [];
    const rows = await selectChatHits(ctx, {})
      .where(and(readableChats(ctx), calledLike(ctx, q)))
      .orderBy(sql`${lastAt(ctx)} desc nulls last`, desc(chats.id))
      .limit(most);
    return rows.map(toChatHit);
  },
});
