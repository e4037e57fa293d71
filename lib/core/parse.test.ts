import { expect, test } from "vitest";
import { z } from "zod";
import type { AppError } from "./errors";
import { parse } from "./parse";

const schema = z.object({
  q: z.string().optional(),
  list: z.array(z.object({ name: z.string() })).optional(),
  picture: z.instanceof(Uint8Array).optional(),
});

const problem = (input: unknown) => {
  try {
    return parse(schema, input);
  } catch (error) {
    return (error as AppError).details.fields;
  }
};

test("a text with a NUL is refused wherever it stands, by its field; bytes may hold any", () => {
  expect(problem({ q: "a\0b" })).toEqual([{ field: "q", problem: "invalid" }]);
  expect(problem({ list: [{ name: "fine" }, { name: "\0" }] })).toEqual([
    { field: "list.1.name", problem: "invalid" },
  ]);
  expect(problem({ q: "fine", picture: new Uint8Array(4) })).toMatchObject({ q: "fine" });
});

test("a number out of range is told by its limit, not as a text of some length", () => {
  const days = z.object({ days: z.int().min(1).max(365) });
  const told = (value: number) => {
    try {
      return parse(days, { days: value });
    } catch (error) {
      return (error as AppError).details.fields;
    }
  };
  expect(told(0)).toEqual([{ field: "days", problem: "too_low", values: { limit: 1 } }]);
  expect(told(366)).toEqual([{ field: "days", problem: "too_high", values: { limit: 365 } }]);
  expect(told(1.5)).toEqual([{ field: "days", problem: "whole_number" }]);
});

test("keys of prototypes are only keys", () => {
  const given = JSON.parse('{"q":"x","__proto__":{"q":"y"},"constructor":1}');
  expect(problem(given)).toEqual({ q: "x" });
});
