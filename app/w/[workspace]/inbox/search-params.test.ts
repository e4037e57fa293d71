import fc from "fast-check";
import { expect, it } from "vitest";
import { ticketViews } from "@/lib/domain/tasks/ticket-views";
import { inboxHref, numberInPath, parseInboxParams } from "./search-params";

it("finds back in an address what was put into it", () => {
  const address = fc.record({
    view: fc.constantFrom(...ticketViews),
    q: fc.string({ maxLength: 200 }),
    number: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
  });
  fc.assert(
    fc.property(address, (address) => {
      const url = new URL(inboxHref("acme", address), "https://flowra.example");
      const params = parseInboxParams((name) => url.searchParams.get(name));
      // Text travels as Unicode: a half character doesn't survive.
      expect({ ...params, number: numberInPath(url.pathname) }).toEqual({
        ...address,
        q: address.q.toWellFormed(),
      });
    }),
  );
});

it("opens the usual list for addresses that make no sense", () => {
  expect(parseInboxParams(() => "nonsense").view).toBe("all");
  expect(numberInPath("/w/acme/inbox/12a")).toBeNull();
});
