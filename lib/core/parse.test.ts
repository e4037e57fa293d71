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

test("keys of prototypes are only keys", () => {
  const given = JSON.parse('{"q":"x","__proto__":{"q":"y"},"constructor":1}');
  expect(problem(given)).toEqual({ q: "x" });
});
