import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { belongs, type ListPlace } from "./list-state";
import { createChatListStore } from "./list-store";
import type { ChatPage, ChatRow } from "./list-views";

const at = (minute: number) => new Date(Date.UTC(2026, 1, 28, 10, minute)).toISOString();

function row(n: number, over: Partial<ChatRow> = {}): ChatRow {
  const author = { id: "bo", name: "Bo" };
  return {
    id: `c${n}`,
    kind: "group",
    title: `Group ${n}`,
    people: [],
    peopleCount: 2,
    chatRole: "member",
    task: null,
    requester: null,
    lastMessage: { author, kind: "message", text: "Hi", files: 0, deleted: false, at: at(n) },
    activeAt: at(n),
    seq: 1,
    rev: 1,
    readSeq: 1,
    unread: 0,
    markedUnread: false,
    mentioned: false,
    draft: false,
    pinned: false,
    muted: false,
    archived: false,
    ...over,
  };
}

const all: ListPlace = { tab: "all", unread: false, q: "" };

/** A server whose answers come when the test says so. */
function server() {
  const pages: { place: ListPlace; cursor?: string; answer: (page: ChatPage) => void; fail: () => void }[] =
    [];
  const rows: { ids: string[]; answer: (items: ChatRow[]) => Promise<void> }[] = [];
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    pages,
    rows,
    ask: (place: ListPlace, cursor?: string) =>
      new Promise<ChatPage>((resolve, reject) =>
        pages.push({ place, cursor, answer: resolve, fail: () => reject(new Error("away")) }),
      ),
    askRows: (ids: string[]) =>
      new Promise<{ items: ChatRow[] }>((resolve) =>
        rows.push({
          ids,
          answer: (items) => {
            resolve({ items });
            return settle() as unknown as Promise<void>;
          },
        }),
      ),
    answer: async (items: ChatRow[], nextCursor: string | null = null) => {
      pages.at(-1)!.answer({ items, nextCursor });
      await settle();
    },
    fail: async () => {
      pages.at(-1)!.fail();
      await settle();
    },
  };
}

function start(items: ChatRow[], over: Partial<ListPlace & ChatPage> = {}) {
  const door = server();
  const store = createChatListStore({
    initial: { ...all, items, nextCursor: null, ...over },
    ask: door.ask,
    askRows: door.askRows,
  });
  const ids = () => store.getSnapshot().rows?.map(({ id }) => id) ?? null;
  return { door, store, ids };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a member's list of chats", () => {
  it("moves a chat up with its last word, under the pinned ones", () => {
    const { store, ids } = start([row(3, { pinned: true }), row(2), row(1)]);
    store.tell({ type: "row", row: row(1, { activeAt: at(9), rev: 2 }) });
    expect(ids()).toEqual(["c3", "c1", "c2"]);
    store.tell({ type: "row", row: row(4, { activeAt: at(10) }) });
    expect(ids()).toEqual(["c3", "c4", "c1", "c2"]);
    store.tell({ type: "gone", id: "c3" });
    expect(ids()).toEqual(["c4", "c1", "c2"]);
  });

  it("is not moved by news that are older than what it knows", () => {
    const { store } = start([row(1, { rev: 5, title: "New" })]);
    store.tell({ type: "row", row: row(1, { rev: 4, title: "Old" }) });
    expect(store.row("c1")).toMatchObject({ title: "New" });
  });

  it("has read what was read in another tab; of a part it asks how much is left", async () => {
    const { store, door } = start([row(1, { seq: 9, unread: 8, mentioned: true })]);
    store.tell({ type: "read", chatId: "c1", seq: 5 });
    expect(store.row("c1")).toMatchObject({ unread: 8 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(door.rows.map(({ ids }) => ids)).toEqual([["c1"]]);
    await door.rows[0]!.answer([row(1, { seq: 9, unread: 4 })]);
    expect(store.row("c1")).toMatchObject({ unread: 4 });
    store.tell({ type: "read", chatId: "c1", seq: 9 });
    expect(store.row("c1")).toMatchObject({ unread: 0, mentioned: false, readSeq: 9 });
  });

  it("asks once for all that changed in a moment, and drops what is not the member's any more", async () => {
    const { store, door, ids } = start([row(1), row(2)]);
    for (const id of ["c1", "c2", "c1", "c3"]) store.refreshSoon(id);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(door.rows.map((asked) => asked.ids)).toEqual([["c1", "c2", "c3"]]);
    await door.rows[0]!.answer([row(1, { title: "Other" })]);
    expect(ids()).toEqual(["c1"]);
  });

  it("keeps the open chat among the unread ones until its reader moves on", () => {
    const { store, ids } = start([row(2, { unread: 1, seq: 2 }), row(1, { unread: 1, seq: 2 })], {
      unread: true,
    });
    store.keep("c1");
    for (const chatId of ["c1", "c2"]) store.tell({ type: "read", chatId, seq: 2 });
    expect(ids()).toEqual(["c1"]);
    store.keep(null);
    expect(ids()).toEqual([]);
  });

  it("shows another list, with what happened while it was on its way, and no late answer", async () => {
    const { store, door, ids } = start([row(1)]);
    store.open({ ...all, tab: "groups" });
    store.open({ ...all, tab: "archived" });
    expect(ids()).toBeNull();
    store.tell({ type: "row", row: row(5, { archived: true, rev: 3, title: "Newer" }) });
    await door.answer([row(5, { archived: true }), row(4, { archived: true })]);
    door.pages[0]!.answer({ items: [row(9)], nextCursor: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["c5", "c4"]);
    expect(store.row("c5")).toMatchObject({ title: "Newer" });
  });

  it("goes on from its cursor, and keeps what it has when that fails", async () => {
    const { store, door, ids } = start([row(2)], { nextCursor: "next" });
    store.loadMore();
    store.loadMore();
    await door.fail();
    expect(store.getSnapshot()).toMatchObject({ loadingMore: false, error: { code: "UNAVAILABLE" } });
    store.loadMore();
    expect(door.pages.map(({ cursor }) => cursor)).toEqual(["next", "next"]);
    await door.answer([row(1)]);
    expect(ids()).toEqual(["c2", "c1"]);
    expect(store.getSnapshot()).toMatchObject({ hasMore: false, error: null });
  });

  it("asks again for as many pages as it shows after a pause, and forgets what is gone", async () => {
    const { store, door, ids } = start([row(3)], { nextCursor: "a" });
    store.loadMore();
    await door.answer([row(2), row(1)], "b");
    void store.refetch();
    await door.answer([row(4), row(3)], "c");
    store.tell({ type: "row", row: row(5) });
    await door.answer([row(1)]);
    expect(ids()).toEqual(["c5", "c4", "c3", "c1"]);
    expect(store.getSnapshot().hasMore).toBe(false);
  });

  it("asks again after a pause for a list that could not be loaded", async () => {
    const { store, door, ids } = start([row(1)]);
    store.open({ ...all, tab: "groups" });
    void store.refetch();
    expect(door.pages).toHaveLength(1);
    await door.fail();
    expect(store.getSnapshot()).toMatchObject({ rows: null, error: { code: "UNAVAILABLE" } });
    void store.refetch();
    expect(door.pages.map(({ place }) => place.tab)).toEqual(["groups", "groups"]);
    await door.answer([row(2)]);
    expect(ids()).toEqual(["c2"]);
    expect(store.getSnapshot().error).toBeNull();
  });

  it("takes in only what the server found while something is looked for", () => {
    const { store, ids } = start([row(1)], { q: "gro" });
    store.tell({ type: "row", row: row(2) });
    store.tell({ type: "row", row: row(1, { rev: 2, title: "Groove" }) });
    expect(ids()).toEqual(["c1"]);
    expect(store.row("c1")).toMatchObject({ title: "Groove" });
  });

  it.each(["opened", "asked for again"])(
    "takes nothing else in while what is looked for is %s",
    async (how) => {
      const { store, door, ids } = start([row(1)], { q: how === "opened" ? "" : "gro" });
      if (how === "opened") store.open({ ...all, q: "gro" });
      else void store.refetch();
      store.tell({ type: "row", row: row(2) });
      store.tell({ type: "row", row: row(1, { rev: 2, title: "Groove" }) });
      await door.answer([row(1)]);
      expect(ids()).toEqual(["c1"]);
      expect(store.row("c1")).toMatchObject({ title: "Groove" });
    },
  );
});

describe("which list a chat stands in", () => {
  it.each<[what: string, row: ChatRow, tabs: string[]]>([
    ["a group", row(1), ["all", "groups"]],
    ["a direct chat", row(1, { kind: "direct" }), ["all", "direct"]],
    ["a direct chat nobody wrote in", row(1, { kind: "direct", lastMessage: null }), []],
    ["one that has a draft", row(1, { kind: "direct", lastMessage: null, draft: true }), ["all", "direct"]],
    ["a support chat", row(1, { kind: "support" }), ["all", "support"]],
    ["an archived group", row(1, { archived: true }), ["archived"]],
  ])("%s", (_, chat, expected) => {
    const tabs = (["all", "direct", "groups", "support", "archived"] as const).filter((tab) =>
      belongs(chat, { ...all, tab }, null),
    );
    expect(tabs).toEqual(expected);
  });
});
