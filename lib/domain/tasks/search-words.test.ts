import fc from "fast-check";
import { expect, it } from "vitest";
import { prefixQuery, ticketNumber } from "./search-words";

it.each([
  ["Ana", "'ana':*"],
  ["ana bel", "'ana':* & 'bel':*"],
  ["ana@example.com", "'ana@example.com':*"],
  ["Иванов", "'иванов':*"],
  ["  !! & | ' ", null],
  ["a' | 'b", "'a':* & 'b':*"],
])("%s is looked for as %s", (typed, expected) => {
  expect(prefixQuery(typed)).toBe(expected);
});

it("lets no operator or quote through", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const query = prefixQuery(typed);
      return query === null || /^'[^'|&!():*\\]+':\*( & '[^'|&!():*\\]+':\*)*$/.test(query);
    }),
  );
});

it("knows numbers with and without the sign", () => {
  expect([
    ticketNumber("#142"),
    ticketNumber(" 7 "),
    ticketNumber("7a"),
    ticketNumber("99999999999"),
  ]).toEqual([142, 7, null, null]);
});
