import { sql } from "drizzle-orm";
import { chats } from "@/db/schema";

/**
 * When something was last said in a chat that whoever asked for support may read. A chat's own time moves with notes
 * too, and would tell them when one is written.
 */
export const lastPublicAt = sql<Date | null>`(select m.created_at from messages m
  where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id}
    and m.public_seq is not null and m.kind = 'message' and m.deleted_at is null
  order by m.public_seq desc limit 1)`.mapWith(chats.lastMessageAt);
