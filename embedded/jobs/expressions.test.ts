import { expect, test } from "vitest";
import { checkExpression, holds, keyText, numberFrom } from "./expressions";

const event = { name: "a/b", data: { n: 3, text: "abc", list: [1, 2], yes: true, deep: { id: "x" } } };

test.each([
  ["event.data.n == 3", true],
  ["event.data.n > 2 && event.data.yes", true],
  ["event.data.text.startsWith('a')", true],
  ["event.data.text in ['abc']", true],
  ["size(event.data.list) == 2", true],
  // A missing field is null, at any depth of an object that is there.
  ["event.data.missing == null", true],
  ["event.data.deep.missing != 'x'", true],
  // JSON's numbers are doubles, and CEL does not add an int to a double.
  ["event.data.n + 1 == 4", false],
  ["event.data.n + 1.0 == 4.0", true],
  // What cannot be evaluated does not hold.
  ["event.data.missing.id == 'x'", false],
  ["unknown == 1", false],
  ["event.data.n", false],
])("%s gives %s", (expression, expected) => {
  expect(holds(expression, { event })).toBe(expected);
});

test("two events are compared as `event` and `async`", () => {
  const async = { data: { n: 3 } };
  expect(holds("event.data.n == async.data.n", { event, async })).toBe(true);
  expect(holds("event.data.text == async.data.text", { event, async })).toBe(false);
});

test("names of JavaScript's own are fields like others", () => {
  const hostile = { data: JSON.parse('{"__proto__": {"yes": true}, "constructor": 1}') };
  expect(holds("event.data.toString == null", { event: hostile })).toBe(true);
  expect(holds("event.data.yes == null", { event: hostile })).toBe(true);
});

test("a key is text; null when it is missing", () => {
  expect(keyText("event.data.text + '-' + event.data.deep.id", event)).toBe("abc-x");
  expect(keyText("event.data.n", event)).toBe("3");
  expect(keyText("event.data.missing", event)).toBeNull();
  expect(keyText(undefined, event)).toBe("");
});

test("a priority is a number, or the fallback", () => {
  expect(numberFrom("event.data.yes ? 120 : 0", event, 0)).toBe(120);
  expect(numberFrom("event.data.text", event, 7)).toBe(7);
});

test("a wrong expression is refused", () => {
  expect(() => checkExpression("1 ==")).toThrow();
});
