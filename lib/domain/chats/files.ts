import { and, eq } from "drizzle-orm";
import { files } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { type FilePart, fileAddress, type ToldTo } from "@/lib/storage/file-address";
import { discardFile } from "@/lib/storage/received-file";
import type { FileRow } from "./entries";
import type { FileView } from "./views";

/** A file with its addresses; only those who may read its message are told them. */
export function toFileView(row: FileRow, toldTo: ToldTo): FileView {
  const { workspaceId, id, name, contentType, size, width, height } = row;
  const addressOf = (part: FilePart) => fileAddress({ workspaceId, fileId: id, part, toldTo });
  const image = width && height ? { thumbnailUrl: addressOf("thumbnail"), width, height } : null;
  return { id, name, contentType, size, url: addressOf("whole"), image };
}

/** Takes a message's files away: their rows with the transaction, what is stored of them after it. */
export async function removeFilesOf(ctx: Context, messageId: string): Promise<void> {
  const removed = await ctx.tx
    .delete(files)
    .where(and(eq(files.workspaceId, ctx.workspaceId), eq(files.messageId, messageId)))
    .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey });
  ctx.afterCommit(async () => {
    await Promise.all(removed.map(discardFile));
  });
}
