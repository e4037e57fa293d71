import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { type PublicError, publicError } from "@/lib/core/errors";
import { type Query, read } from "@/lib/core/query";
import { listCustomers } from "@/lib/domain/customers/queries/list-customers";
import { listAuditLog } from "@/lib/domain/workspaces/queries/list-audit-log";
import { getTicketThread } from "./get-thread";
import { getTicket } from "./get-ticket";
import { listTickets } from "./list-tickets";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const encoded = (text: string) => Buffer.from(text).toString("base64url");
const somewhere = "00000000-0000-7000-8000-000000000000";
const cursorAt = (at: string) => encoded(JSON.stringify({ view: "all", at, id: somewhere }));
const times = [
  "9999-99-99 00:00:00+00",
  "2024-02-30 00:00:00+00",
  "0000-01-01 00:00:00+00",
  "2024-01-01 00:00:00+99",
  "now",
];

type Asked = Query<z.ZodType, unknown>;
const rows: [what: string, query: unknown, input: object, field: string][] = [
  ["a search with NUL", listTickets, { q: "a\0b" }, "q"],
  ["a search that is a list", listTickets, { q: ["a"] }, "q"],
  ...times.flatMap((at): typeof rows => [
    [`a cursor at ${at}`, listTickets, { cursor: cursorAt(at) }, "cursor"],
    [`a customers' cursor at ${at}`, listCustomers, { cursor: encoded(`${at}|${somewhere}`) }, "cursor"],
  ]),
  ["a filter with NUL", listAuditLog, { action: "\0" }, "action"],
  ["a number beyond the column", getTicket, { number: "3000000000" }, "number"],
  ["a number beyond all", getTicket, { number: "1e300" }, "number"],
  [
    "a place beyond the column",
    getTicketThread,
    { chatId: somewhere, before_seq: "3000000000" },
    "before_seq",
  ],
  [
    "a revision beyond the column",
    getTicketThread,
    { chatId: somewhere, after_rev: "3000000000" },
    "after_rev",
  ],
];

/** What a query that finds garbage in its input says of it: the field, and never an error of the database. */
test.each(rows)("%s is named as wrong", async (_, query, input, field) => {
  const refusal = await read(query as Asked, world.admin, input).catch(publicError);
  expect(refusal).toMatchObject({ code: "INVALID" });
  expect((refusal as PublicError).fields?.map((problem) => problem.field)).toContain(field);
});

test.each(["'", "\\", ":*", "a & b | !c", "<->", "\uD800", "%_", "( ( (", "𝕳".repeat(90)])(
  "a search for %j finds nothing and breaks nothing",
  async (q) => {
    expect((await read(listTickets, world.admin, { q })).items).toEqual([]);
    expect((await read(listCustomers, world.admin, { q })).items).toEqual([]);
  },
);
