import { and, inArray, isNull, lt } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { files } from "@/db/schema";
import { keysStoredBefore, removeFile, withEnding } from "@/lib/storage/files";
import { discardFile } from "@/lib/storage/received-file";

/** How long an upload waits for its message. */
const keepMs = 86_400_000;
const batch = 500;

/** Removes uploads that were not sent within a day. @returns how many */
export async function removeUnsentFiles(): Promise<{ removed: number }> {
  let removed = 0;
  for (let last = batch; last === batch; removed += last) last = await removeSome();
  return { removed };
}

async function removeSome(): Promise<number> {
  const isExpired = and(isNull(files.messageId), lt(files.createdAt, new Date(Date.now() - keepMs)));
  const expired = systemDb()
    .select({ id: files.id })
    .from(files)
    .where(isExpired)
    .limit(batch)
    // One that is being sent right now is left to its sender.
    .for("update", { skipLocked: true });
  const gone = await systemDb()
    .delete(files)
    .where(and(inArray(files.id, expired), isExpired))
    .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey });
  await Promise.all(gone.map(discardFile));
  return gone.length;
}

/**
 * Removes from the store what no row knows, after a crash between one and the other. What came within the last day may
 * still get its row. @returns how many
 */
export async function removeStrayFiles(): Promise<{ removed: number }> {
  let removed = 0;
  let some: string[] = [];
  for await (const key of keysStoredBefore("files", new Date(Date.now() - keepMs))) {
    if (some.push(key) < batch) continue;
    removed += await removeUnknown(some);
    some = [];
  }
  return { removed: removed + (await removeUnknown(some)) };
}

async function removeUnknown(keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const known = await systemDb()
    .select({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey })
    .from(files)
    .where(
      and(
        inArray(files.workspaceId, distinct(keys.map((key) => key.split("/")[1]!))),
        // A thumbnail is looked for by the file that it is of.
        inArray(files.storageKey, distinct(keys.map((key) => withEnding(key, "bin")))),
      ),
    );
  const wanted = new Set(known.flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey]));
  const stray = keys.filter((key) => !wanted.has(key));
  await Promise.all(stray.map(removeFile));
  return stray.length;
}

const distinct = (texts: string[]) => [...new Set(texts)];
