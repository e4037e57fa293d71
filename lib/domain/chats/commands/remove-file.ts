import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { files } from "@/db/schema";
import { command } from "@/lib/core/command";
import { discardFile } from "@/lib/storage/received-file";
import { anyId } from "../input";
import { ownUploads } from "../uploads";

/** Takes back an own upload that was not sent. One that is gone already, or was sent, or is another's stays as it is. */
export const removeFile = command({
  name: "chats.removeFile",
  permission: "file:upload",
  input: z.object({ chatId: anyId, fileId: anyId }),
  async handle(ctx, { chatId, fileId }): Promise<Record<string, never>> {
    const [removed] = await ctx.tx
      .delete(files)
      .where(and(ownUploads(ctx), eq(files.chatId, chatId), eq(files.id, fileId), isNull(files.messageId)))
      .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey });
    if (removed) ctx.afterCommit(() => discardFile(removed));
    return {};
  },
});
