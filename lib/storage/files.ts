import {
  type FileHandle,
  mkdir,
  open,
  opendir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { env } from "@/lib/env";

/** `avatars/<id>/<id>.<ending>`: made by us, never from a name that somebody typed. */
const keyShape = /^[a-z]+(\/[0-9a-f-]{36}){2}\.[a-z]{3,4}$/;

export const isFileKey = (key: string): boolean => keyShape.test(key);

type Folder = "avatars" | "files";

/**
 * Stores a file under a new name and returns its key. What comes in parts is written as it comes; when the parts end
 * with an error nothing is left of it.
 * @throws AppError UNAVAILABLE when the disk is full
 */
export async function storeFile(
  folder: Folder,
  group: string,
  ending: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<string> {
  const key = `${folder}/${group}/${newId()}.${ending}`;
  await write(key, content);
  return key;
}

/** Stores what was made of a stored file, under the same name with another ending. */
export async function storeBeside(key: string, ending: string, content: Uint8Array): Promise<string> {
  const beside = withEnding(key, ending);
  await write(beside, content);
  return beside;
}

export const withEnding = (key: string, ending: string): string => key.replace(/[^.]+$/, ending);

async function write(key: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const path = pathOf(key);
  // Written aside and renamed: a crash leaves no half file under the key.
  const aside = path + unfinished;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDown(aside, content);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw code === "ENOSPC" || code === "EDQUOT" ? storageFull() : error;
  }
}

const storageFull = () => new AppError("UNAVAILABLE", { reason: "storage_full", retryAfter: 60 });

/** What uploads leave free: the database may live on the same disk, and must go on when there is room for no more files. */
const leftFree = 256 * 1024 * 1024;

/** Asked before the first byte is read, so that whoever sends hears of it at once. @throws AppError UNAVAILABLE */
export async function requireRoom(bytes: number): Promise<void> {
  await mkdir(root(), { recursive: true });
  const { bavail, bsize } = await statfs(root());
  if (bavail * bsize < bytes + leftFree) throw storageFull();
}

const unfinished = ".part";

async function writeDown(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await writeFile(file, content);
    // What is acknowledged must outlive a power cut.
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The file's bytes, or null when there is none. */
export async function readStoredFile(key: string): Promise<Buffer | null> {
  return orNull(readFile(pathOf(key)));
}

/** A file to read parts of, or null when there is none. Whoever opens it closes it. */
export const openStoredFile = (key: string): Promise<FileHandle | null> => orNull(open(pathOf(key), "r"));

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export const removeFile = (key: string): Promise<void> => rm(pathOf(key), { force: true });

/**
 * The keys of what lies in a folder since before an instant, in no order. Half files that a crash left by then are
 * thrown away on the way.
 */
export async function* keysStoredBefore(folder: Folder, instant: Date): AsyncGenerator<string> {
  const top = resolve(root(), folder);
  for await (const group of entriesIn(top)) {
    for await (const name of entriesIn(join(top, group))) {
      const path = join(top, group, name);
      const found = await orNull(stat(path));
      if (!found || found.mtime >= instant) continue;
      const key = `${folder}/${group}/${name}`;
      if (name.endsWith(unfinished)) await rm(path, { force: true });
      else if (isFileKey(key)) yield key;
    }
  }
}

async function* entriesIn(path: string): AsyncGenerator<string> {
  const directory = await orNull(opendir(path));
  if (!directory) return;
  for await (const { name } of directory) yield name;
}

/** Where a file lies, for libraries that read files themselves. */
export function pathOf(key: string): string {
  if (!isFileKey(key)) throw new Error("Not the key of a stored file.");
  return resolve(root(), key);
}

const root = () => resolve(/* turbopackIgnore: true */ env().FLOWRA_DATA, "uploads");
