import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { newId } from "@/lib/core/ids";
import { env } from "@/lib/env";

/** `avatars/<id>/<id>.<ending>`: made by us, never from a name that somebody typed. */
const keyShape = /^[a-z]+(\/[0-9a-f-]{36}){2}\.[a-z]{3,4}$/;

export const isFileKey = (key: string): boolean => keyShape.test(key);

/** Stores a file under a new name and returns its key. */
export async function storeFile(
  folder: "avatars",
  group: string,
  ending: string,
  bytes: Uint8Array,
): Promise<string> {
  const key = `${folder}/${group}/${newId()}.${ending}`;
  const path = pathOf(key);
  await mkdir(dirname(path), { recursive: true });
  // Written aside and renamed: a crash leaves no half file under the key.
  await writeFile(`${path}.part`, bytes, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return key;
}

/** The file's bytes, or null when there is none. */
export async function readStoredFile(key: string): Promise<Buffer | null> {
  try {
    return await readFile(pathOf(key));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export const removeFile = (key: string): Promise<void> => rm(pathOf(key), { force: true });

function pathOf(key: string): string {
  if (!isFileKey(key)) throw new Error("Not the key of a stored file.");
  return resolve(/* turbopackIgnore: true */ env().FLOWRA_DATA, "uploads", key);
}
