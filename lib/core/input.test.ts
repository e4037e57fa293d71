import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emailAddress, line, text } from "./input";

describe("line", () => {
  test.each([
    ["  Anna   Lee ", "Anna Lee"],
    ["two\nlines", "two lines"],
    ["nul\u0000byte", "nul byte"],
    ["\u202Egnirts", "gnirts"],
    ["lone \uD800", "lone \uFFFD"],
  ])("%j becomes %j", (given, stored) => expect(line(20).parse(given)).toBe(stored));

  test.each(["", "   ", "\u200B\u200B", "\u0000", "x".repeat(21)])("%j is refused", (given) =>
    expect(line(20).safeParse(given).success).toBe(false),
  );

  test("whatever it lets through can be stored and stays on one line", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (given) => {
        const result = line(40).safeParse(given);
        if (result.success) expect(result.data).toMatch(/^[^\p{Cc}]+$/u);
      }),
    ));
});

test("text keeps its lines and may be empty", () => {
  expect(text(30).parse(" one\r\ntwo\u0000\n\nthree ")).toBe("one\ntwo\n\nthree");
  expect(text(30).parse("  ")).toBe("");
  expect(text(3).safeParse("four").success).toBe(false);
});

test("addresses are compared in lower case, and header tricks are none", () => {
  expect(emailAddress.parse("  Anna@Example.COM ")).toBe("anna@example.com");
  for (const given of ["anna", "a@b", "anna@example.com\nBcc: x@example.com", "a,b@example.com", ""]) {
    expect(emailAddress.safeParse(given).success).toBe(false);
  }
});
