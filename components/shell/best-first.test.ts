import { expect, it } from "vitest";
import { groupsBestFirst } from "./best-first";

const actions = [
  { id: "go.customers", label: "Customers", group: "Go to" },
  { id: "go.search", label: "Search everything", group: "Go to" },
  { id: "list.resolved", label: "Show list: Resolved", group: "Inbox list" },
  { id: "ticket.reply", label: "Reply", group: "Ticket" },
];

it("puts the group of the best match on top", () => {
  expect(groupsBestFirst(actions, "re")).toEqual(["Ticket", "Inbox list", "Go to"]);
  expect(groupsBestFirst(actions, "cust")[0]).toBe("Go to");
});

it("keeps the order of the screen while nothing is typed", () => {
  expect(groupsBestFirst(actions, "")).toEqual(["Go to", "Inbox list", "Ticket"]);
});
