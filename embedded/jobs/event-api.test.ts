import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "./event-api";
import { Refusal } from "./http-body";

test.each([
  ["{", /not JSON/],
  ["[]", /no event/],
  ["null", /must be an object/],
  ["[1]", /must be an object/],
  ['{"data":{}}', /name is empty/],
  ['{"name":"a\\u0000b"}', /control characters/],
  ['{"name":"inngest/function.failed"}', /reserved for internal use/],
  ['{"name":"a","data":[]}', /data must be an object/],
  ['{"name":"a","id":5}', /id must be a text/],
  ['{"name":"a","ts":"now"}', /ts must be milliseconds/],
  ['{"name":"a","ts":1e300}', /ts must be milliseconds/],
  [`{"name":"a","data":{"x":${"[".repeat(5_000)}${"]".repeat(5_000)}}}`, /nested deeper/],
  ['[{"name":"a"},{"name":""}]', /^event 2: /],
])("%.40s is refused", (text, message) => {
  expect(() => readEvents(text, undefined)).toThrow(message);
});

test("an event gets what it lacks", () => {
  const [item] = readEvents('{"name":"a/b","data":null,"id":"mine","user":{"x":1}}', undefined);
  expect(item).toMatchObject({
    sendersId: "mine",
    event: { id: "mine", name: "a/b", data: {}, user: { x: 1 } },
  });
  expect(item?.event.ts).toBeGreaterThan(0);
});

test("whatever JSON comes, it is taken or refused, and never breaks", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      try {
        for (const { event } of readEvents(text, undefined)) expect(event.name).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});
