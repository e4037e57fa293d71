import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { files, messages, workspaces } from "@/db/schema";
import { query } from "@/lib/core/query";
import { anyId } from "../input";

export type StoredFile = {
  storageKey: string;
  thumbnailKey: string | null;
  name: string;
  contentType: string;
  size: number;
};

/** What the door of files needs of one, or null once its message was deleted: a signed address is all that asks. */
export const getStoredFile = query({
  name: "chats.getStoredFile",
  permission: "system:work",
  input: z.object({ fileId: anyId }),
  async read(ctx, { fileId }): Promise<StoredFile | null> {
    const [row] = await ctx.tx
      .select({
        storageKey: files.storageKey,
        thumbnailKey: files.thumbnailKey,
        name: files.name,
        contentType: files.contentType,
        size: files.size,
      })
      .from(files)
      .innerJoin(workspaces, and(eq(workspaces.id, files.workspaceId), isNull(workspaces.archivedAt)))
      .leftJoin(messages, and(eq(messages.workspaceId, files.workspaceId), eq(messages.id, files.messageId)))
      .where(and(eq(files.workspaceId, ctx.workspaceId), eq(files.id, fileId), isNull(messages.deletedAt)));
    return row ?? null;
  },
});
