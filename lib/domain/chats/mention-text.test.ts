import { expect, test } from "vitest";
import { cutAtNames, isNamedIn } from "./mention-text";

const unusual = [
  "Anna-Maria",
  "on/call-1",
  "R&D [core] (v2.0)",
  "a|b",
  "C++ *?^$ {x}",
  "back\\slash",
  "Жан-Поль",
];

test.each(unusual)("%s is found in a text by that name, and not within a longer one", (name) => {
  expect(isNamedIn(`Ask @${name}, please`, name)).toBe(true);
  expect(isNamedIn(`Ask ${name}, please`, name)).toBe(false);
  expect(isNamedIn(`Ask me@${name}`, name)).toBe(false);
  expect(cutAtNames(`Ask @${name}!`, [name])).toEqual([
    { text: "Ask ", name: null },
    { text: `@${name}`, name },
    { text: "!", name: null },
  ]);
});

test("a name's signs mean nothing else", () => {
  expect(isNamedIn("@Axb", "A.b")).toBe(false);
  expect(isNamedIn("@a", "a|b")).toBe(false);
});

test("of two names that begin alike the longer one counts", () => {
  const names = ["Anna", "Anna-Maria"];
  expect(cutAtNames("@Anna-Maria", names)).toEqual([{ text: "@Anna-Maria", name: "Anna-Maria" }]);
  expect(cutAtNames("@Anna!", names)[0]).toEqual({ text: "@Anna", name: "Anna" });
});
