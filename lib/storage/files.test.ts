import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { requireRoom, storeBeside, storeFile } from "./files";

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, mkdir: vi.fn(real.mkdir), writeFile: vi.fn(real.writeFile), statfs: vi.fn(real.statfs) };
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowra-store-"));
  Object.assign(process.env, {
    FLOWRA_DATA: folder,
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    AUTH_SECRET: "x".repeat(32),
    FLOWRA_SECRET_KEY: "y".repeat(32),
    PUSHER_APP_ID: "a",
    PUSHER_KEY: "a",
    PUSHER_SECRET: "a",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const group = newId();
const stored = () => readdirSync(join(folder, "uploads/files", group));
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const isFull = { code: "UNAVAILABLE", reason: "storage_full", retryAfter: 60 };
const fails = (code: string) => Object.assign(new Error(code), { code });
beforeEach(() => storeFile("files", group, "bin", Buffer.from("there before")));

test.each(["ENOSPC", "EDQUOT"])(
  "a disk that is full (%s) is told as such, and nothing half is kept",
  async (code) => {
    const before = stored();
    vi.mocked(fs.writeFile).mockRejectedValueOnce(fails(code));
    expect(await refusal(storeFile("files", group, "bin", Buffer.from("x")))).toEqual(isFull);
    vi.mocked(fs.mkdir).mockRejectedValueOnce(fails(code));
    expect(await refusal(storeFile("files", group, "bin", Buffer.from("x")))).toEqual(isFull);
    vi.mocked(fs.writeFile).mockRejectedValueOnce(fails(code));
    expect(await refusal(storeBeside(`files/${group}/${newId()}.bin`, "webp", Buffer.from("x")))).toEqual(
      isFull,
    );
    expect(stored()).toEqual(before);
  },
);

test("any other failure of the disk stays what it is", async () => {
  vi.mocked(fs.writeFile).mockRejectedValueOnce(fails("EIO"));
  await expect(storeFile("files", group, "bin", Buffer.from("x"))).rejects.toThrow("EIO");
});

test("a file that doesn't fit beside what the database needs is refused before it is sent", async () => {
  const free = (bytes: number) =>
    vi.mocked(fs.statfs).mockResolvedValueOnce({ bavail: bytes / 4096, bsize: 4096 } as never);
  const megabyte = 1024 * 1024;
  free(300 * megabyte);
  expect(await refusal(requireRoom(10 * megabyte))).toBe("done");
  free(260 * megabyte);
  expect(await refusal(requireRoom(10 * megabyte))).toEqual(isFull);
});
