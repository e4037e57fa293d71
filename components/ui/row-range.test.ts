import { describe, expect, it } from "vitest";
import { rowsInSight, scrollToShow } from "./row-range";

const box = (scrollTop: number, height = 500) => ({ scrollTop, height });

describe("rowsInSight", () => {
  it("has some to spare on both sides, and none that don't exist", () => {
    expect(rowsInSight(box(0), 50, 1_000)).toEqual({ first: 0, end: 18 });
    expect(rowsInSight(box(5_025), 50, 1_000)).toEqual({ first: 92, end: 119 });
    expect(rowsInSight(box(0), 50, 3)).toEqual({ first: 0, end: 3 });
    expect(rowsInSight(box(49_500), 50, 1_000)).toEqual({ first: 982, end: 1_000 });
  });

  it("is nothing for an empty list, and for one that became shorter than it was scrolled", () => {
    expect(rowsInSight(box(0), 50, 0)).toEqual({ first: 0, end: 0 });
    expect(rowsInSight(box(9_000), 50, 4)).toEqual({ first: 4, end: 4 });
  });
});

describe("scrollToShow", () => {
  it("moves by no more than it takes", () => {
    expect(scrollToShow(box(100), 50, 5)).toBe(100);
    expect(scrollToShow(box(100), 50, 0)).toBe(0);
    expect(scrollToShow(box(100), 50, 20)).toBe(550);
  });
});
