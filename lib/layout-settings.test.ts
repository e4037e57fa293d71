import { expect, it } from "vitest";
import { clampListWidth } from "./layout-settings";

it("keeps the list between 280 and 480 pixels and reads a spoilt cookie as the usual width", () => {
  expect(clampListWidth("300")).toBe(300);
  expect(clampListWidth("12")).toBe(280);
  expect(clampListWidth("9999")).toBe(480);
  for (const spoilt of [undefined, null, "", "wide", "NaN", {}]) expect(clampListWidth(spoilt)).toBe(360);
});
