import { expect, test } from "vitest";
import { byteRange } from "./byte-range";

const asked = (range: string, ifRange?: string) =>
  byteRange(new Headers({ range, ...(ifRange ? { "if-range": ifRange } : {}) }), 1_000, '"a"');

test.each([
  ["bytes=0-", { start: 0, end: 999 }],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=500-5000", { start: 500, end: 999 }],
  ["bytes=-100", { start: 900, end: 999 }],
  ["bytes=-5000", { start: 0, end: 999 }],
  ["bytes=1000-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=5-2", null],
  ["bytes=-", null],
  ["bytes=0-1,5-6", null],
  ["items=0-1", null],
  ["bytes=a-b", null],
])("%s of a thousand bytes", (range, part) => expect(asked(range)).toEqual(part));

test("a part is given only of the file that the asker began with", () => {
  expect(asked("bytes=5-", '"a"')).toEqual({ start: 5, end: 999 });
  expect(asked("bytes=5-", '"b"')).toBeNull();
});
