import { and, eq } from "drizzle-orm";
import { files } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { removeFile } from "@/lib/storage/files";
import { signedQuery } from "@/lib/storage/signed-link";
import type { FileRow } from "./entries";
import type { FileView } from "./views";

/** A file with addresses that work for a day or two; only those who may read its message are told them. */
export function toFileView(row: FileRow): FileView {
  const { id, name, contentType, size, width, height } = row;
  const address = (path: string) => `/api/${path}?${signedQuery(path)}`;
  const image = width && height ? { thumbnailUrl: address(`files/${id}/thumbnail`), width, height } : null;
  return { id, name, contentType, size, url: address(`files/${id}`), image };
}

/** Takes a message's files away: their rows with the transaction, what is stored of them after it. */
export async function removeFilesOf(ctx: Context, messageId: string): Promise<void> {
  const removed = await ctx.tx
    .delete(files)
    .where(and(eq(files.workspaceId, ctx.workspaceId), eq(files.messageId, messageId)))
    .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey });
  const keys = removed.flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey]);
  ctx.afterCommit(async () => {
    await Promise.all(keys.filter((key) => key !== null).map(removeFile));
  });
}
