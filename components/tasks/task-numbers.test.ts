import { expect, test } from "vitest";
import { taskNumbers } from "./task-numbers";

/** With links in brackets. */
const mapped = (text: string) =>
  taskNumbers(text)
    .map((piece) => (typeof piece === "string" ? piece : `[${(piece.props as { number: number }).number}]`))
    .join("");

test.each([
  ["#142", "[142]"],
  ["see #142, (#7) and #8.", "see [142], ([7]) and [8]."],
  ["#1 #2", "[1] [2]"],
  ["задача #142: готово", "задача [142]: готово"],
])("%s links", (text, expected) => {
  expect(mapped(text)).toBe(expected);
});

test.each([
  "nothing here",
  "a#142",
  "##142",
  "#0",
  "#012",
  "#1234567890",
  "#12a",
  "#12-3",
  "#createTask",
  "&#142;",
  "/path#142",
  "№142",
])("%s stays as it is", (text) => {
  expect(mapped(text)).toBe(text);
});

test("much text takes little time and loses nothing", () => {
  const text = "#1#".repeat(200_000);
  expect(mapped(text)).toBe(text);
});
