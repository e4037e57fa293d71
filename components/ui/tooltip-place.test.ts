import { describe, expect, it } from "vitest";
import { placeBeside } from "./tooltip-place";

const window = { width: 1_000, height: 600 };
const label = { width: 100, height: 24 };
const button = (left: number, top: number) => ({ left, top, width: 32, height: 32 });

describe("placeBeside", () => {
  it("stands in the middle of each side, a little away", () => {
    const anchor = button(500, 300);
    expect(placeBeside(anchor, label, "top", window)).toEqual({ left: 466, top: 270 });
    expect(placeBeside(anchor, label, "bottom", window)).toEqual({ left: 466, top: 338 });
    expect(placeBeside(anchor, label, "left", window)).toEqual({ left: 394, top: 304 });
    expect(placeBeside(anchor, label, "right", window)).toEqual({ left: 538, top: 304 });
  });

  it("takes the opposite side where there is no room", () => {
    expect(placeBeside(button(500, 4), label, "top", window).top).toBe(42);
    expect(placeBeside(button(960, 300), label, "right", window).left).toBe(854);
  });

  it("stays inside the window", () => {
    expect(placeBeside(button(4, 300), label, "top", window).left).toBe(8);
    expect(placeBeside(button(964, 300), label, "bottom", window).left).toBe(892);
  });

  it("keeps its side where neither has room", () => {
    expect(placeBeside(button(10, 10), label, "top", { width: 120, height: 50 })).toEqual({
      left: 8,
      top: 8,
    });
  });
});
