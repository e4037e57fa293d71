import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, files, messages, tasks, workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "../input";
import { memberChats, visibleTickets } from "../policy";
import { ownUploads } from "../uploads";

export type StoredFile = {
  storageKey: string;
  thumbnailKey: string | null;
  name: string;
  contentType: string;
  size: number;
};

const columns = {
  storageKey: files.storageKey,
  thumbnailKey: files.thumbnailKey,
  name: files.name,
  contentType: files.contentType,
  size: files.size,
};

const input = z.object({ fileId: anyId });

/** What the door of files needs of one, or null once its message was deleted: a signed address is all that asks. */
export const getStoredFile = query({
  name: "chats.getStoredFile",
  permission: "system:work",
  input,
  async read(ctx, { fileId }): Promise<StoredFile | null> {
    const [row] = await selectFile(ctx).where(isThere(ctx, fileId));
    return row ?? null;
  },
});

/**
 * As `getStoredFile`, for a member who was told the address, as long as they see its chat as members do, or a ticket
 * into which its message was split.
 * @throws AppError NOT_FOUND
 */
export const getSharedFile = query({
  name: "chats.getSharedFile",
  permission: "chat:use",
  input,
  async read(ctx, { fileId }): Promise<StoredFile> {
    const [row] = await selectFile(ctx)
      .innerJoin(chats, and(eq(chats.workspaceId, files.workspaceId), eq(chats.id, files.chatId)))
      .where(
        and(
          isThere(ctx, fileId),
          or(and(memberChats(ctx), or(isNotNull(files.messageId), ownUploads(ctx))), isShownBySplit(ctx)),
        ),
      );
    if (!row) throw notFound();
    return row;
  },
});

const selectFile = ({ tx }: Context) =>
  tx
    .select(columns)
    .from(files)
    .innerJoin(workspaces, and(eq(workspaces.id, files.workspaceId), isNull(workspaces.archivedAt)))
    .leftJoin(messages, and(eq(messages.workspaceId, files.workspaceId), eq(messages.id, files.messageId)));

const isShownBySplit = (ctx: Context) => sql`exists (select from split_messages s
  join ticket_splits k on k.workspace_id = s.workspace_id and k.id = s.split_id and k.undone_at is null
  join ${tasks} on ${tasks.workspaceId} = k.workspace_id and ${tasks.id} = k.new_task_id
  where s.workspace_id = ${files.workspaceId} and s.message_id = ${files.messageId} and ${visibleTickets(ctx)})`;

const isThere = ({ workspaceId }: Context, fileId: string) =>
  and(eq(files.workspaceId, workspaceId), eq(files.id, fileId), isNull(messages.deletedAt));
