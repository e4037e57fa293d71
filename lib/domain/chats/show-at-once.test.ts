import { describe, expect, it } from "vitest";
import type { ChatRow } from "./list-views";
import { showAtOnce } from "./show-at-once";

/** A screen that shows one chat. */
function screenWith(row: Partial<ChatRow>) {
  const rows = new Map([["c1", { id: "c1", rev: 1, ...row } as ChatRow]]);
  const show = (one: ChatRow) => void rows.set(one.id, one);
  const hear = (change: Partial<ChatRow>) => show({ ...rows.get("c1")!, ...change });
  return { rowOf: (id: string) => rows.get(id), show, hear, gone: () => rows.clear() };
}

describe("a deed that is shown at once", () => {
  it("is taken back alone: what was read and begun meanwhile stays", () => {
    const screen = screenWith({ pinned: false, unread: 3, readSeq: 1, draft: false });
    const takeBack = showAtOnce(screen, "c1", { pinned: true });
    expect(screen.rowOf("c1")).toMatchObject({ pinned: true, unread: 3 });
    screen.hear({ unread: 0, readSeq: 4 });
    screen.hear({ draft: true });
    takeBack();
    expect(screen.rowOf("c1")).toMatchObject({ pinned: false, unread: 0, readSeq: 4, draft: true });
  });

  it("does not take back what was told since", () => {
    const screen = screenWith({ title: "Depot" });
    const takeBack = showAtOnce(screen, "c1", { title: "Mine" });
    screen.hear({ title: "Theirs", rev: 2 });
    takeBack();
    expect(screen.rowOf("c1")).toMatchObject({ title: "Theirs" });
  });

  it("brings back no chat that is gone", () => {
    const screen = screenWith({ muted: false });
    const takeBack = showAtOnce(screen, "c1", { muted: true });
    screen.gone();
    takeBack();
    expect(screen.rowOf("c1")).toBeUndefined();
  });
});
