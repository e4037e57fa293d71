import { expect, test } from "vitest";
import { maxAttempts, parseFunctions } from "./function-config";
import { Room, slotsFor } from "./slots";

const fn = (changes: object) => ({
  id: "app-fn",
  triggers: [{ event: "a" }],
  steps: { step: {} },
  ...changes,
});

test.each([
  [{ triggers: [{ cron: "nonsense" }] }, /app-fn: triggers.*configuration format/],
  [{ triggers: [{ event: "a", expression: "1 ==" }] }, /app-fn: triggers/],
  [{ cancel: [{ event: "a", if: "((" }] }, /app-fn: cancel\.0\.if/],
  [{ debounce: { period: "soon" } }, /app-fn: debounce\.period: "soon" is not a duration/],
  [{ rateLimit: { limit: 0, period: "1m" } }, /app-fn: rateLimit\.limit/],
  [{ id: 5 }, /function number 2: id/],
])("%j refuses the whole app, naming function and field", (changes, message) => {
  expect(() => parseFunctions([fn({}), fn(changes)])).toThrow(message);
});

test("attempts are one more than retries, which are four unless told", () => {
  const attempts = (retries?: object) =>
    maxAttempts(parseFunctions([fn({ steps: { step: { retries } } })])[0]!);
  expect([attempts(), attempts({ attempts: 0 }), attempts({ attempts: 9 })]).toEqual([5, 1, 10]);
});

test("limits of one key share a count across functions only beyond the function's own scope", () => {
  const slots = (id: string, scope: string, tenant: string) => {
    const [config] = parseFunctions([fn({ id, concurrency: { limit: 1, key: "event.data.tenant", scope } })]);
    return slotsFor(config!, { data: { tenant } });
  };
  expect(slots("f", "fn", "t")).not.toEqual(slots("g", "fn", "t"));
  expect(slots("f", "fn", "t")).not.toEqual(slots("f", "fn", "u"));
  expect(slots("f", "account", "t")).toEqual(slots("g", "account", "t"));
});

test("a room counts by name, and each stops at its own limit", () => {
  const room = new Room(new Map([["tenant", 1]]));
  expect(room.take(["1|tenant"])).toBe(false);
  expect(room.take(["2|tenant", "9|other"])).toBe(true);
  expect(room.take(["2|tenant"])).toBe(false);
  expect([...room.full]).toEqual(["1|tenant", "2|tenant"]);
});
