import { contentTypeOf, sampleBytes } from "./content-type";
import { openStoredFile, pathOf, removeFile, storeBeside, storeFile } from "./files";
import { thumbnailOf } from "./thumbnail";

/** A file that lies in the store, with what its content says of it. */
export type ReceivedFile = {
  storageKey: string;
  thumbnailKey: string | null;
  contentType: string;
  size: number;
  /** Of images, in pixels. */
  width: number | null;
  height: number | null;
};

/**
 * Writes a file to the store as it comes, then looks at what it is. Never the whole is in memory.
 * @param group the folder within the store: one for each workspace
 * @throws AppError UNAVAILABLE, and whatever the parts end with; nothing is left of the file then
 */
export async function receiveFile(group: string, parts: AsyncIterable<Uint8Array>): Promise<ReceivedFile> {
  const storageKey = await storeFile("files", group, "bin", parts);
  try {
    const { sample, size } = await beginningOf(storageKey);
    const found = await contentTypeOf(sample, sample.length === size);
    const thumbnail = await thumbnailOf(pathOf(storageKey), found);
    return {
      storageKey,
      thumbnailKey: thumbnail && (await storeBeside(storageKey, "webp", thumbnail.bytes)),
      contentType: thumbnail?.type ?? found,
      size,
      width: thumbnail?.width ?? null,
      height: thumbnail?.height ?? null,
    };
  } catch (error) {
    await removeFile(storageKey);
    throw error;
  }
}

async function beginningOf(key: string): Promise<{ sample: Uint8Array; size: number }> {
  const file = await openStoredFile(key);
  if (!file) throw new Error("A file just stored is gone.");
  try {
    const { size } = await file.stat();
    const sample = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(sample, 0, sample.length, 0);
    return { sample, size };
  } finally {
    await file.close();
  }
}

/** Takes a file out of the store, with its thumbnail. */
export async function discardFile(file: Pick<ReceivedFile, "storageKey" | "thumbnailKey">): Promise<void> {
  await removeFile(file.storageKey);
  if (file.thumbnailKey) await removeFile(file.thumbnailKey);
}
