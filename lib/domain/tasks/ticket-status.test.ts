import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ticketStatuses } from "@/db/schema";
import { afterCustomerMessage, afterMemberTouch, mayMove, nextStatuses, publicStatus } from "./ticket-status";

const status = fc.constantFrom(...ticketStatuses);

describe("ticket status", () => {
  it.each([
    ["new", ["open", "pending", "on_hold", "resolved"]],
    ["resolved", ["open", "closed"]],
    ["closed", []],
  ] as const)("from %s allows %s", (from, allowed) => {
    expect(nextStatuses(from)).toEqual(allowed);
  });

  it("never goes back to new and never stays", () => {
    fc.assert(
      fc.property(status, (from) => {
        expect(mayMove(from, "new")).toBe(false);
        expect(mayMove(from, from)).toBe(false);
      }),
    );
  });

  it("closes only what was resolved before", () => {
    fc.assert(fc.property(status, (from) => mayMove(from, "closed") === (from === "resolved")));
  });

  it("a customer's message opens everything but a closed ticket, by allowed moves only", () => {
    fc.assert(
      fc.property(status, (from) => {
        const to = afterCustomerMessage(from);
        if (from === "closed") return to === null;
        return to === from ? from === "new" || from === "open" : to === "open" && mayMove(from, "open");
      }),
    );
  });

  it("a member's touch opens new tickets and leaves others", () => {
    expect(ticketStatuses.map(afterMemberTouch)).toEqual([
      "open",
      "open",
      "pending",
      "on_hold",
      "resolved",
      "closed",
    ]);
  });

  it("tells customers nothing about internal waiting states", () => {
    expect([...new Set(ticketStatuses.map(publicStatus))]).toEqual(["open", "resolved", "closed"]);
  });
});
