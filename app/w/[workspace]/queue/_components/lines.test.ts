import { expect, it } from "vitest";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { linesOf } from "./lines";

const ticket = (id: string, status: string) => ({ id, status }) as TicketListItem;
const told = (rows: TicketListItem[]) =>
  linesOf(rows, "status").map(({ kind, ticket }) =>
    kind === "group" ? ticket.status.toUpperCase() : ticket.id,
  );

it("puts a heading over each group, and none without groups", () => {
  const rows = [ticket("a", "new"), ticket("b", "new"), ticket("c", "open")];
  expect(told(rows)).toEqual(["NEW", "a", "b", "OPEN", "c"]);
  expect(linesOf(rows, null).map(({ kind }) => kind)).toEqual(["ticket", "ticket", "ticket"]);
});

it("tears no group apart for a ticket that changed and keeps its place", () => {
  const rows = [ticket("a", "new"), ticket("b", "resolved"), ticket("c", "new"), ticket("d", "open")];
  expect(told(rows)).toEqual(["NEW", "a", "b", "c", "OPEN", "d"]);
});

it("never shows the same heading twice", () => {
  const rows = [ticket("a", "new"), ticket("b", "open"), ticket("c", "new"), ticket("d", "pending")];
  expect(told(rows).filter((line) => line === "NEW")).toHaveLength(1);
});
