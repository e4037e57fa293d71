import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, tasks } from "@/db/schema";
import { makeCustomer, makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { archiveField, restoreField } from "../commands/archive-field";
import { changeField } from "../commands/change-field";
import { createField } from "../commands/create-field";
import { saveView } from "../commands/save-view";
import { setField } from "../commands/set-field";
import { startBulkChange } from "../commands/start-bulk-change";
import type { FieldDefinition, FieldType } from "../fields/field-rules";
import { listQueue } from "../queries/list-queue";
import { listQueueViews } from "../queries/list-views";
import type { TicketListItem } from "../views";
import { formatQueueAddress } from "./address";
import { columnOf, isSortable } from "./field-columns";
import type { FieldFilter } from "./field-filters";
import { noFilters, type QueuePlace, standardPlace } from "./place";
import { queueRules } from "./rules";

useTestDatabase();
const count = 130;
let desk: Awaited<ReturnType<typeof makeDesk>>;
beforeAll(async () => {
  desk = await makeDesk();
}, 120_000);

const texts = ["Zürich", "zurich", "Äpfel", "apfel 🍏", "\uffee", "Яблоко", "яблоня", "ab", "AB c", "100%"];

/** Tickets of which many have the same in a field, and some nothing. */
async function makeDesk() {
  const workspace = await makeWorkspace();
  const workspaceId = workspace.id;
  const manager = await makeMember(workspace, "manager");
  const agent = await makeMember(workspace, "agent");
  const { customer } = await makeCustomer(workspace);
  const base = Date.parse("2026-03-01T10:00:00Z");
  const rows = Array.from({ length: count }, (_, n) => ({ chatId: newId(), taskId: newId(), n }));
  await systemDb()
    .insert(chats)
    .values(
      rows.map(({ chatId }) => ({
        workspaceId,
        id: chatId,
        kind: "support" as const,
        customerId: customer.id,
      })),
    );
  await systemDb()
    .insert(tasks)
    .values(
      rows.map(({ chatId, taskId, n }) => ({
        ...{ workspaceId, id: taskId, number: n + 1, type: "ticket" as const, title: `Parcel ${n + 1}` },
        ...{ status: n % 2 ? "open" : "pending", priority: "normal" as const, source: "web_chat" as const },
        ...{ chatId, customerId: customer.id, lastActivityAt: new Date(base + ((n * 37) % count) * 60_000) },
      })),
    );
  const option = (name: string) => ({ id: newId(), name });
  const options = [option("Small"), option("Large"), option("Huge")];
  const make = (type: FieldType) =>
    run(createField, manager, {
      ...{ name: `${type}`, type, shownOn: ["ticket" as const] },
      options: type.endsWith("choice") ? options.map(({ name }) => option(name)) : [],
    });
  const fields: FieldDefinition[] = [];
  for (const type of ["text", "number", "date", "choice", "multiple_choice", "person", "checkbox"] as const)
    fields.push(await make(type));
  const people = [manager.user.id, agent.user.id];
  const valueFor = ({ type, options }: FieldDefinition, n: number) => {
    const ids = options.map(({ id }) => id);
    switch (type) {
      case "text":
        return texts[n % texts.length]!;
      case "number":
        return [0, -1.5, 1e12, 3, 0.1][n % 5]!;
      case "date":
        return `20${10 + (n % 9)}-0${1 + (n % 7)}-15`;
      case "choice":
        return ids[n % 3]!;
      case "multiple_choice":
        return n % 2 ? [ids[0]!, ids[2]!] : [ids[1]!];
      case "person":
        return people[n % 2]!;
      default:
        return true;
    }
  };
  for (const [at, field] of fields.entries())
    for (const { taskId, n } of rows)
      if ((n + at) % 4 !== 0 && (n + at) % 5 !== 0)
        await run(setField, manager, { taskId, fieldId: field.id, value: valueFor(field, n) });
  return { workspace, manager, agent, fields };
}

const place = (over: Partial<QueuePlace>, fields: Record<string, FieldFilter> = {}): QueuePlace => ({
  ...standardPlace("all"),
  view: null,
  ...over,
  filters: { ...noFilters, fields },
});
const page = (at: QueuePlace, cursor?: string) =>
  read(listQueue, desk.manager, { address: formatQueueAddress(at).toString(), cursor });
async function whole(at: QueuePlace) {
  const items: TicketListItem[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(at, cursor);
    items.push(...answer.items);
    cursor = answer.nextCursor ?? undefined;
  } while (cursor);
  return items;
}
const fieldOf = (type: FieldType) => desk.fields.find((field) => field.type === type)!;
const numbersOf = (items: readonly { number: number }[]) =>
  items.map(({ number }) => number).toSorted((a, b) => a - b);

describe("lists by custom fields", () => {
  test("are filtered and sorted as browsers do it with live news, page by page", async () => {
    const all = await whole(place({}));
    expect(all).toHaveLength(count);
    const { fields, manager } = desk;
    const filters: [FieldType, FieldFilter][] = [
      ["text", { kind: "text", how: "has", text: "ÄP" }],
      ["text", { kind: "text", how: "is", text: "ab" }],
      ["text", { kind: "text", how: "has", text: "100%" }],
      ["text", { kind: "oneOf", values: ["none"] }],
      ["number", { kind: "numbers", from: -1.5, to: 0.1 }],
      ["number", { kind: "numbers", from: 3, to: null }],
      ["date", { kind: "days", from: "2012-01-01", to: "2014-12-31" }],
      ["date", { kind: "oneOf", values: ["none"] }],
      ["choice", { kind: "oneOf", values: [fieldOf("choice").options[1]!.id] }],
      ["choice", { kind: "oneOf", values: ["none", fieldOf("choice").options[0]!.id] }],
      ["multiple_choice", { kind: "oneOf", values: [fieldOf("multiple_choice").options[2]!.id] }],
      ["person", { kind: "oneOf", values: ["me"] }],
      ["person", { kind: "oneOf", values: ["none", desk.agent.user.id] }],
      ["checkbox", { kind: "ticked", ticked: true }],
      ["checkbox", { kind: "ticked", ticked: false }],
    ];
    for (const [type, filter] of filters) {
      const at = place({}, { [fieldOf(type).id]: filter });
      const rules = queueRules(at, { userId: manager.user.id, timeZone: "UTC" }, () => fields);
      const expected = all.filter((ticket) => rules.has(ticket, Date.now()));
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(count);
      expect(numbersOf(await whole(at)), JSON.stringify([type, filter])).toEqual(numbersOf(expected));
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields.filter(isSortable)),
        fc.boolean(),
        fc.option(fc.constantFrom("status" as const)),
        fc.option(fc.constantFrom(...filters)),
        async (field, descending, group, filtered) => {
          const by = filtered ? { [fieldOf(filtered[0]).id]: filtered[1] } : {};
          const at = place({ group, sort: { key: columnOf(field), descending } }, by);
          const rules = queueRules(at, { userId: manager.user.id, timeZone: "UTC" }, () => fields);
          const found = await whole(at);
          expect(numbersOf(found)).toEqual(numbersOf(all.filter((ticket) => rules.has(ticket, Date.now()))));
          for (const [n, ticket] of found.slice(1).entries())
            expect(rules.compare(found[n]!, ticket), `${field.type} ${n}`).toBeLessThan(0);
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  test("name what of an address tickets don't have, or not so, and leave it out", async () => {
    const unknown = newId();
    const wrong = fieldOf("number").id;
    const several = fieldOf("multiple_choice").id;
    const address = new URLSearchParams({
      [`field.${unknown}`]: "yes",
      [`field.${wrong}`]: "has:five",
      [`field.${fieldOf("choice").id}`]: newId(),
      [`field.${fieldOf("text").id}`]: "nonsense",
      columns: `subject,field.${unknown},field.${wrong}`,
      sort: `field.${several}`,
    });
    const answer = await read(listQueue, desk.manager, { address: address.toString() });
    expect(answer.items).toHaveLength(60);
    expect(answer.ignored.map(({ name }) => name).toSorted()).toEqual(
      ["field", "field", "number", "choice", `field.${fieldOf("text").id}`, "sort"].toSorted(),
    );
  });

  test("refuse a cursor whose key belongs to another order", async () => {
    const by = (type: FieldType) => place({ sort: { key: columnOf(fieldOf(type)), descending: true } });
    const { nextCursor } = await page(by("number"));
    const parsed = JSON.parse(Buffer.from(nextCursor!, "base64url").toString());
    const forged = (change: object) =>
      page(by("number"), Buffer.from(JSON.stringify({ ...parsed, ...change })).toString("base64url")).then(
        () => "done",
        (error) => publicError(error).code,
      );
    expect(await forged({})).toBe("done");
    expect(await forged({ at: "five" })).toBe("INVALID");
    expect(await forged({ at: "NaN" })).toBe("INVALID");
    expect(await forged({ key: "fieldText", at: "x" })).toBe("INVALID");
    expect(await page(by("date"), nextCursor!).catch((error) => publicError(error).code)).toBe("INVALID");
  });

  test("are counted in kept views, which outlive that a field is archived; a bulk change then asks anew", async () => {
    const { manager } = desk;
    const field = fieldOf("checkbox");
    const at = place({}, { [field.id]: { kind: "ticked", ticked: true } });
    const address = formatQueueAddress(at).toString();
    const ticked = (await whole(at)).length;
    const viewId = newId();
    await run(saveView, manager, { viewId, name: "Paid", scope: "private", teamId: null, address });
    const counted = async () => (await read(listQueueViews, manager, {})).counts[viewId];
    expect(await counted()).toBe(Math.min(ticked, 100));
    await run(archiveField, manager, { fieldId: field.id });
    const all = {
      bulkChangeId: newId(),
      deed: { kind: "priority" as const, priority: "high" as const },
      address,
    };
    expect(await run(startBulkChange, manager, all).catch(publicError)).toMatchObject({ code: "INVALID" });
    expect(await counted()).toBe(100);
    await run(restoreField, manager, { fieldId: field.id });
    expect(await counted()).toBe(Math.min(ticked, 100));
    const { total } = await run(startBulkChange, manager, { ...all, bulkChangeId: newId() });
    expect(total).toBe(ticked);
  });

  test("follow a new order of options", async () => {
    const field = fieldOf("choice");
    const at = place({ sort: { key: columnOf(field), descending: false } });
    const first = async () => (await page(at)).items[0]!.fields![field.id];
    const [one, ...others] = field.options.map(({ id, name }) => ({ id, name }));
    expect(await first()).toBe(one!.id);
    await run(changeField, desk.manager, { fieldId: field.id, options: [...others, one!] });
    expect(await first()).toBe(others[0]!.id);
  });
});
