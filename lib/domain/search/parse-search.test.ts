import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSearch, shifted } from "./parse-search";

const parse = (typed: string) => parseSearch(typed, "2026-11-21");
const nothing = { words: "", from: [], in: [], hasFile: false, before: null, after: null, problems: [] };

describe("a search is read as it was typed:", () => {
  test.each([
    ["parcel delivery", { words: "parcel delivery" }],
    ['"lost parcel" -refund', { words: '"lost parcel" -refund' }],
    ['-"lost parcel"', { words: '-"lost parcel"' }],
    ["from:ana parcel", { from: ["ana"], words: "parcel" }],
    ["from:@ana", { from: ["ana"] }],
    ['from:"Ana Petrova" late', { from: ["Ana Petrova"], words: "late" }],
    ['from:@"Ana Petrova"', { from: ["Ana Petrova"] }],
    ["FROM:me", { from: ["me"] }],
    ["in:#142 in:design", { in: ["#142", "design"] }],
    ["has:file", { hasFile: true }],
    ["has:файл", { hasFile: true }],
    ["has:wings", { problems: [{ operator: "has", value: "wings" }] }],
    ["before:2026-11-01 after:yesterday", { before: "2026-11-01", after: "2026-11-20" }],
    ["after:today", { after: "2026-11-21" }],
    ["before:2026-02-30", { problems: [{ operator: "before", value: "2026-02-30" }] }],
    ["after:soon x", { problems: [{ operator: "after", value: "soon" }], words: "x" }],
    // Not operators: words with a colon, and excluded ones.
    ["note:this http://x.example", { words: "note:this http://x.example" }],
    ["-from:ana", { words: "-from:ana" }],
    ['from: "', {}],
    ['say "unfinished business', { words: 'say "unfinished business"' }],
    ['5" screen', { words: "5 screen" }],
    ["e-mail --- ---x a--b .-.-.", { words: "e-mail -x a-b . . ." }],
  ])("%s", (typed, expected) => {
    expect(parse(typed)).toEqual({ ...nothing, ...expected });
  });
});

test("whatever is typed is read without failing, and no more of it comes out than went in", () => {
  const pieces = fc.constantFrom(
    '"',
    "-",
    "from:",
    "in:",
    "has:",
    "before:",
    "@",
    " ",
    "\n",
    "ана",
    "🙂",
    "x",
    ":",
    "\0",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
      ),
      (typed) => {
        const { words, from, in: places, problems } = parse(typed);
        const out = [
          words.replaceAll('"', ""),
          ...from,
          ...places,
          ...problems.map(({ value }) => value),
        ].join("");
        expect(out.length).toBeLessThanOrEqual(typed.length);
      },
    ),
  );
});

test("days move over the ends of months and years", () => {
  expect(shifted("2026-12-31", 1)).toBe("2027-01-01");
  expect(shifted("2026-03-01", -1)).toBe("2026-02-28");
  expect(shifted("never", 1)).toBeNull();
});
