import { expect, test } from "vitest";
import type { BulkChangeView } from "@/lib/domain/tasks/bulk/views";
import { merged, worthShowing } from "./bulk-list";

const bulk = (given: Partial<BulkChangeView>): BulkChangeView => ({
  id: "a",
  deed: { kind: "priority", priority: "high" },
  label: "",
  undoesId: null,
  total: 30,
  changed: 0,
  unchanged: 0,
  refused: 0,
  state: "running",
  mayUndo: false,
  dismissed: false,
  ...given,
});

test("late news take nothing back", () => {
  const done = bulk({ state: "done", changed: 30, mayUndo: true });
  expect(merged([done], [bulk({ changed: 20 })])).toEqual([done]);
  expect(merged([bulk({ changed: 20 })], [done])).toEqual([done]);
  // Nothing came further, but it can't be taken back any more.
  const undone = { ...done, mayUndo: false };
  expect(merged([done], [undone])).toEqual([undone]);
  const away = { ...undone, dismissed: true };
  expect(merged([away], [undone])).toEqual([away]);
});

test("the newest stands first", () => {
  expect(merged([bulk({ id: "a" })], [bulk({ id: "b" })]).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("what runs is shown, and a summary that says something, until it is put away or taken back", () => {
  const ids = (...items: BulkChangeView[]) => worthShowing(items).map(({ id }) => id);
  const done = bulk({ state: "done" });
  expect(ids(bulk({ total: 1 }), bulk({ id: "b", total: 3, state: "done", changed: 3 }))).toEqual(["a"]);
  expect(ids(done, bulk({ id: "b", total: 3, state: "done", refused: 1 }))).toEqual(["a", "b"]);
  expect(ids(bulk({ state: "cancelled", total: 3 }))).toEqual(["a"]);
  expect(ids({ ...done, dismissed: true })).toEqual([]);
  expect(ids(done, bulk({ id: "b", undoesId: "a", total: 3, state: "done" }))).toEqual([]);
});
