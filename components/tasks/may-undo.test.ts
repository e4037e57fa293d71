import { expect, test } from "vitest";
import type { LinkedTask } from "@/lib/domain/tasks/views";
import { mayUndoWith } from "./may-undo";

const linked = (number: number, mayChange: boolean) => ({ number, mayChange }) as LinkedTask;
const priority = { name: "priority_changed", from: "low", to: "high" } as const;
const link = { name: "linked", kind: "blocks", other: { type: "bug", number: 7 } } as const;

test("what the chat is about is undone by who may change it", () => {
  expect(mayUndoWith(true, [])(priority)).toBe(true);
  expect(mayUndoWith(false, [linked(7, true)])(priority)).toBe(false);
});

test("of a closed ticket nothing that would open it again", () => {
  expect(mayUndoWith(true, [], true)({ name: "resolved" })).toBe(false);
  expect(mayUndoWith(true, [], true)(priority)).toBe(true);
  expect(mayUndoWith(true, [], false)({ name: "resolved" })).toBe(true);
});

test("what was done to another task, by who may change that one", () => {
  const event = { ...priority, task: { type: "bug", number: 7 } } as const;
  expect(mayUndoWith(true, [linked(7, false)])(event)).toBe(false);
  expect(mayUndoWith(true, [])(event)).toBe(false);
  expect(mayUndoWith(false, [linked(7, true)])(event)).toBe(true);
});

test("a link, by who may change the task that it was made from", () => {
  expect(mayUndoWith(true, [linked(7, false)])({ ...link, inverse: false })).toBe(true);
  expect(mayUndoWith(true, [linked(7, false)])({ ...link, inverse: true })).toBe(false);
  expect(mayUndoWith(false, [linked(7, true)])({ ...link, inverse: true })).toBe(true);
});
