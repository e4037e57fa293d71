import { afterEach, beforeEach, expect, test, vi } from "vitest";

const logged: { fields: Record<string, unknown>; message: string }[] = [];
const note = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message });
vi.mock("./logger", () => ({ logger: () => ({ error: note, warn: note }) }));
const { tameNextConsole } = await import("./next-console");

const original = { error: console.error, warn: console.warn };
const written: unknown[][] = [];
beforeEach(() => {
  vi.useFakeTimers();
  console.error = console.warn = (...words: unknown[]) => void written.push(words);
  tameNextConsole();
});
afterEach(() => {
  Object.assign(console, original);
  vi.runAllTimers();
  vi.useRealTimers();
});

test("a thousand requests that Next can't read are two lines, whatever was in them", () => {
  for (let n = 0; n < 1_000; n++) console.warn(new Error(`Failed to find Server Action "${n}".`));
  vi.advanceTimersByTime(60_000);
  expect(logged.map(({ fields }) => fields.count)).toEqual([1, 999]);
  expect(written).toEqual([]);
});

test("errors of different places are told apart, and each is told at once", () => {
  logged.length = 0;
  console.error("⨯", new TypeError("one"));
  console.error("⨯", new RangeError("another"));
  expect(logged.map(({ fields }) => (fields.err as Error).message)).toEqual(["one", "another"]);
});

test("all other words stay", () => {
  console.error("⨯ The port is taken.");
  expect(written).toEqual([["⨯ The port is taken."]]);
});

test("a connection to the database that postgres.js writes to too late is one line without a stack", () => {
  logged.length = 0;
  const late = new TypeError("Cannot read properties of null (reading 'write')");
  late.stack = `${late.name}: ${late.message}\n    at Immediate.nextWrite (/node_modules/postgres/src/connection.js:255:22)`;
  console.error("⨯", "uncaughtException: ", late);
  expect(logged).toEqual([{ fields: { count: 1 }, message: "a connection to PostgreSQL was lost" }]);
});
