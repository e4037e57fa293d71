import { beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/core/ids";
import { largestFile, mostFiles } from "@/lib/domain/chats/file-limits";
import type { FileView } from "@/lib/domain/chats/views";
import { Refused } from "./refused";
import type { Transfer } from "./upload";
import { createUploads } from "./uploads";

type Open = Transfer & { answer(): void; fail(reason: Error): void };
let open: Open[];
let saved: FileView[];
let removed: string[];
const online = new Set<() => void>();
beforeEach(() => {
  [open, saved, removed] = [[], [], []];
  online.clear();
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => online.add(listener));
  vi.stubGlobal("removeEventListener", (_: string, listener: () => void) => online.delete(listener));
});

const viewOf = (id: string, name = "a.txt"): FileView => ({
  id,
  name,
  contentType: "text/plain",
  size: 1,
  url: "/",
  image: null,
});
const store = () =>
  createUploads({
    put: (transfer) =>
      new Promise((answer, fail) => {
        open.push({ ...transfer, answer: () => answer(viewOf(transfer.id, transfer.file.name)), fail });
      }),
    remove: (id) => removed.push(id),
    kept: { load: () => saved, save: (views) => (saved = views) },
  });
const file = (name = "a.txt", bytes = 3) => new File([new Uint8Array(bytes)], name);
const settled = () => new Promise((done) => setImmediate(done));

describe("files that are attached", () => {
  test("go out three at a time, each with its progress, and are kept once they are there", async () => {
    const uploads = store();
    uploads.add([file("1"), file("2"), file("3"), file("4")]);
    expect(open).toHaveLength(3);
    open[0]!.onProgress(0.5);
    expect(uploads.getSnapshot()[0]).toMatchObject({ name: "1", status: "uploading", progress: 0.5 });
    open[0]!.answer();
    await settled();
    expect(open).toHaveLength(4);
    expect(uploads.getSnapshot()[0]).toMatchObject({ status: "done", progress: 1 });
    expect(saved.map(({ name }) => name)).toEqual(["1"]);
    // After a reload.
    expect(store().getSnapshot()).toMatchObject([{ name: "1", status: "done" }]);
    uploads.clear();
    expect([uploads.getSnapshot(), saved]).toEqual([[], []]);
  });

  test("come back from a message that was not sent, before what is attached already", async () => {
    const uploads = store();
    uploads.add([file("new")]);
    open[0]!.answer();
    await settled();
    const back = [viewOf(newId(), "old"), viewOf(newId(), "older")];
    uploads.takeBack(back);
    uploads.takeBack(back);
    expect(uploads.getSnapshot()).toMatchObject([{ name: "old" }, { name: "older" }, { name: "new" }]);
    expect(saved.map(({ name }) => name)).toEqual(["old", "older", "new"]);

    const many = Array.from({ length: mostFiles }, (_, index) => viewOf(newId(), `more ${index}`));
    uploads.takeBack(many);
    const refused = uploads.getSnapshot().filter(({ problem }) => problem === "too_many");
    expect(refused.map(({ name }) => name)).toEqual(["more 7", "more 8", "more 9"]);
    uploads.remove(refused[0]!.id);
    expect(removed).toEqual([refused[0]!.id]);
  });

  test("that are empty, too large or too many never leave", () => {
    const uploads = store();
    const large = file();
    Object.defineProperty(large, "size", { value: largestFile + 1 });
    uploads.add([file("empty", 0), large]);
    uploads.add(Array.from({ length: mostFiles + 1 }, () => file()));
    expect(uploads.getSnapshot().map(({ problem }) => problem)).toEqual([
      "empty",
      "too_large",
      ...Array(mostFiles).fill(null),
      "too_many",
    ]);
    expect(uploads.getSnapshot()[0]!.retriable).toBe(false);
  });

  test("that met no answer are tried again under the same id, by hand or once there is a connection", async () => {
    const uploads = store();
    uploads.subscribe(() => {});
    uploads.add([file()]);
    open[0]!.fail(new Error("No answer"));
    await settled();
    expect(uploads.getSnapshot()[0]).toMatchObject({ status: "failed", problem: "offline", retriable: true });
    for (const listener of online) listener();
    open[1]!.fail(new Refused({ code: "RATE_LIMITED" }));
    await settled();
    // The server said no: a connection changes nothing about it.
    for (const listener of online) listener();
    expect(open).toHaveLength(2);
    uploads.retry(uploads.getSnapshot()[0]!.id);
    open[2]!.answer();
    await settled();
    expect(uploads.getSnapshot()[0]!.status).toBe("done");
    expect(new Set(open.map(({ id }) => id)).size).toBe(1);
  });

  test("that are taken back stop, and are removed where they were there already", async () => {
    const uploads = store();
    uploads.add([file("1"), file("2")]);
    const [first, second] = uploads.getSnapshot();
    open[1]!.answer();
    await settled();
    uploads.remove(first!.id);
    uploads.remove(second!.id);
    expect(open[0]!.signal.aborted).toBe(true);
    expect(removed).toEqual([second!.id]);
    open[0]!.fail(new Error("Taken back"));
    await settled();
    expect([uploads.getSnapshot(), saved]).toEqual([[], []]);
  });
});

test("what was kept for a day is offered no more, since the server has thrown it away", async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  const { keptUploads } = await import("./uploads");
  const fresh = newId();
  const old = `${(Date.now() - 80_000_000)
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/, "$1-")}-7000-8000-000000000000`;
  keptUploads("me.chat").save([viewOf(fresh), viewOf(old)]);
  expect(keptUploads("me.chat").load()).toMatchObject([{ id: fresh }]);
  expect(keptUploads("other.chat").load()).toEqual([]);
  kept.set("flowra.files.me.chat", "{nonsense");
  expect(keptUploads("me.chat").load()).toEqual([]);
});
