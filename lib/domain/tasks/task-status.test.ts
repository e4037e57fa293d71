import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { epicStatuses, ticketStatuses, workStatuses } from "@/db/schema";
import {
  firstStatus,
  isOver,
  mayMove,
  nextStatuses,
  statusesOf,
  type TaskStatus,
  type TaskType,
  wayBack,
  whenClosed,
  whenReopened,
} from "./task-status";

const statuses: Record<TaskType, readonly TaskStatus[]> = {
  ticket: ticketStatuses,
  task: workStatuses,
  bug: workStatuses,
  epic: epicStatuses,
};
const types = Object.keys(statuses) as TaskType[];
const typed = fc
  .constantFrom(...types)
  .chain((type) => fc.tuple(fc.constant(type), fc.constantFrom(...statuses[type])));

describe("the states of work", () => {
  it.each([
    ["task", "backlog", ["todo", "cancelled"]],
    ["bug", "todo", ["backlog", "in_progress", "cancelled"]],
    ["task", "in_progress", ["todo", "in_review", "done", "cancelled"]],
    ["task", "in_review", ["in_progress", "done", "cancelled"]],
    ["task", "done", ["in_progress"]],
    ["bug", "cancelled", ["backlog"]],
    ["epic", "open", ["in_progress", "cancelled"]],
    ["epic", "in_progress", ["open", "done", "cancelled"]],
    ["epic", "done", ["in_progress"]],
    ["epic", "cancelled", ["open"]],
    ["ticket", "resolved", ["open", "closed"]],
    ["epic", "backlog", []],
  ] as const)("%s: from %s to %j", (type, from, allowed) => {
    expect(nextStatuses(type, from)).toEqual(allowed);
  });

  it("are those of the type: a move leads to no other, and none leads to where it is", () => {
    fc.assert(
      fc.property(typed, ([type, from]) => {
        for (const to of nextStatuses(type, from)) {
          expect(statuses[type]).toContain(to);
          expect(to).not.toBe(from);
          expect(mayMove(type, from, to)).toBe(true);
        }
      }),
    );
  });

  it("begin where the database lets them, and are all there", () => {
    for (const type of ["task", "bug", "epic"] as const) {
      expect(statusesOf(type)).toEqual(statuses[type]);
      expect(statuses[type]).toContain(firstStatus(type));
      expect(isOver(firstStatus(type))).toBe(false);
    }
  });
});

test("undoing goes by allowed moves only", () => {
  fc.assert(
    fc.property(typed, ([type, before]) => {
      for (const after of nextStatuses(type, before)) {
        const back = wayBack(type, before, after);
        if (back !== null) expect(mayMove(type, after, back)).toBe(true);
      }
    }),
  );
  expect(wayBack("ticket", "new", "resolved")).toBe("open");
  expect(wayBack("ticket", "resolved", "closed")).toBeNull();
});

test("closing and reopening lead out of and back into the work of every type", () => {
  expect(whenClosed("ticket", "open")).toBe("resolved");
  expect(whenClosed("ticket", "resolved")).toBe("closed");
  fc.assert(
    fc.property(typed, ([type, status]) => {
      expect(isOver(whenClosed(type, status))).toBe(true);
      expect(isOver(whenReopened(type, status))).toBe(false);
      if (status === "done" || status === "cancelled") {
        expect(mayMove(type, status, whenReopened(type, status))).toBe(true);
      }
    }),
  );
});
