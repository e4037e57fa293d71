import fc from "fast-check";
import { expect, test } from "vitest";
import { digest, eventIds, ulid } from "./ids";

const seed = `1700000000000,${Buffer.alloc(10, 7).toString("base64")}`;

test("equal seeds give equal ids, different for each event of the batch", () => {
  const ids = eventIds(seed, 3);
  expect(ids).toEqual(eventIds(seed, 3));
  expect(new Set(ids).size).toBe(3);
});

test("without a usable seed the ids are random", () => {
  for (const bad of [undefined, "", "x,y", "1,AAAA", `99999999999999999,${"A".repeat(14)}==`])
    expect(eventIds(bad, 1)).not.toEqual(eventIds(bad, 1));
});

test("ids sort by time and are always 26 letters", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 47), fc.integer({ min: 1, max: 1e6 }), (time, later) => {
      const [a, b] = [ulid(time), ulid(time + later)];
      expect(a).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      expect(a < b).toBe(true);
    }),
  );
});

test("a digest keeps its parts apart", () => {
  expect(digest("a", "bc")).not.toBe(digest("ab", "c"));
});
