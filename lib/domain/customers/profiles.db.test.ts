import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { customerNotes, domainEvents, tasks } from "@/db/schema";
import { makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getTicket } from "@/lib/domain/tasks/queries/get-ticket";
import { addCustomerNote } from "./commands/add-customer-note";
import { deleteCustomerNote, editCustomerNote, restoreCustomerNote } from "./commands/change-customer-note";
import { setCustomerAttribute } from "./commands/set-customer-attribute";
import { updateCustomer } from "./commands/update-customer";
import { getCustomer } from "./queries/get-customer";
import { getCustomerSession } from "./queries/get-customer-session";
import { listAttributeNames } from "./queries/list-attribute-names";
import { listCustomers } from "./queries/list-customers";

useTestDatabase();

async function makeDesk() {
  const workspace = await makeWorkspace();
  const [agent, other] = [await makeMember(workspace), await makeMember(workspace)];
  const { customer, ...ticket } = await makeTicket(workspace);
  const customerId = customer.customer.id;
  const set = (name: string, value: string | null) =>
    run(setCustomerAttribute, agent, { customerId, name, value });
  const profile = () => read(getCustomer, agent, { customerId });
  return { workspace, agent, other, customer, ticket, customerId, set, profile };
}

describe("attributes", () => {
  test("are set, changed under whatever case, found by search, suggested, and taken away", async () => {
    const { agent, customerId, set, profile } = await makeDesk();
    await set("Plan", "Gold");
    expect(await set("plan", "Platinum")).toEqual({
      attributes: [{ name: "Plan", value: "Platinum" }],
      before: "Gold",
    });
    expect((await read(listCustomers, agent, { q: "platin" })).items.map(({ id }) => id)).toEqual([
      customerId,
    ]);
    expect((await read(listCustomers, agent, { q: "gold" })).items).toEqual([]);
    expect(await read(listAttributeNames, agent, {})).toEqual(["Plan"]);
    await set("PLAN", null);
    expect((await profile()).attributes).toEqual([]);
    expect(await read(listAttributeNames, agent, {})).toEqual([]);
  });

  test("take any name as a plain word, at most so many, and say what is wrong", async () => {
    const { set, profile } = await makeDesk();
    for (const name of ["__proto__", "constructor", "a'b\"c", "Ключ"]) await set(name, "x");
    expect((await profile()).attributes.map(({ name }) => name).sort()).toEqual(
      ["__proto__", "constructor", "a'b\"c", "Ключ"].sort(),
    );
    await expect(set("", "x")).rejects.toMatchObject({ details: { fields: [{ field: "name" }] } });
    await expect(set("x".repeat(41), "x")).rejects.toMatchObject({
      details: { fields: [{ field: "name", problem: "too_long", values: { limit: 40 } }] },
    });
    await expect(set("Long", "x".repeat(501))).rejects.toMatchObject({
      details: { fields: [{ field: "value", problem: "too_long", values: { limit: 500 } }] },
    });
    for (let n = 0; n < 46; n++) await set(`Name ${n}`, "x");
    await expect(set("One more", "x")).rejects.toMatchObject({
      details: { reason: "too_many_attributes", values: { limit: 50 } },
    });
    await set("Name 1", "changed");
  });

  test("two at once of different names are both kept", async () => {
    const { set, profile } = await makeDesk();
    await Promise.all([set("One", "1"), set("Two", "2"), set("Three", "3")]);
    expect((await profile()).attributes).toHaveLength(3);
  });
});

describe("notes", () => {
  test("are written, changed and deleted by their author alone, and come back", async () => {
    const { workspace, agent, other, customerId, profile } = await makeDesk();
    const noteId = newId();
    const note = await run(addCustomerNote, agent, { customerId, noteId, body: "Prefers mornings." });
    expect(note).toMatchObject({ own: true, author: { id: agent.user.id }, editedAt: null });
    // A resend changes nothing; nobody else gets hold of it by its id.
    await run(addCustomerNote, agent, { customerId, noteId, body: "Again." });
    await expect(run(addCustomerNote, other, { customerId, noteId, body: "Mine." })).rejects.toMatchObject({
      details: { reason: "note_id_in_use" },
    });
    const refused = { code: "FORBIDDEN" };
    await expect(run(editCustomerNote, other, { noteId, body: "Other" })).rejects.toMatchObject(refused);
    await expect(run(deleteCustomerNote, other, { noteId })).rejects.toMatchObject(refused);
    const edited = await run(editCustomerNote, agent, { noteId, body: "Prefers evenings." });
    expect(edited.editedAt).not.toBeNull();
    await run(deleteCustomerNote, agent, { noteId });
    expect((await profile()).notes).toEqual([]);
    await expect(run(restoreCustomerNote, other, { noteId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(run(editCustomerNote, agent, { noteId, body: "Gone" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await run(restoreCustomerNote, agent, { noteId });
    expect((await profile()).notes).toMatchObject([{ id: noteId, body: "Prefers evenings.", at: note.at }]);
    const trail = await systemDb()
      .select({ payload: domainEvents.payload })
      .from(domainEvents)
      .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "customer.note_changed")));
    expect(trail.map(({ payload }) => (payload as { change: string }).change).sort()).toEqual([
      "added",
      "deleted",
      "edited",
      "restored",
    ]);
    expect(JSON.stringify(trail)).not.toContain("Prefers");
  });

  test("stand beside the ticket, the last of them, with what is noted else", async () => {
    const { agent, customerId, ticket, set } = await makeDesk();
    const panel = async () => (await read(getTicket, agent, { number: ticket.number })).customer;
    expect(await panel()).toMatchObject({ attributes: [], latestNotes: [], noteCount: 0, online: false });
    for (const body of ["One", "Two", "Three"]) {
      await run(addCustomerNote, agent, { customerId, noteId: newId(), body });
    }
    await set("Plan", "Gold");
    const { latestNotes, ...rest } = (await panel())!;
    expect(rest).toMatchObject({ attributes: [{ name: "Plan", value: "Gold" }], noteCount: 3 });
    expect(latestNotes.map(({ body, by }) => [body, by])).toEqual([
      ["Three", agent.user.name],
      ["Two", agent.user.name],
    ]);
  });

  test("never reach the customer, and a bad one is named", async () => {
    const { agent, customer, customerId } = await makeDesk();
    await run(addCustomerNote, agent, { customerId, noteId: newId(), body: "Secret words" });
    expect(JSON.stringify(await read(getCustomerSession, customer, {}))).not.toContain("Secret");
    for (const [body, problem] of [
      ["  \n ", "required"],
      ["x".repeat(5_001), "too_long"],
    ]) {
      await expect(
        run(addCustomerNote, agent, { customerId, noteId: newId(), body: body! }),
      ).rejects.toMatchObject({ details: { fields: [{ field: "body", problem }] } });
    }
    expect(await systemDb().$count(customerNotes, eq(customerNotes.customerId, customerId))).toBe(1);
  });
});

test("a correction is told, and one that changes nothing is not", async () => {
  const { workspace, agent, customerId } = await makeDesk();
  await run(updateCustomer, agent, { customerId, name: "Ida" });
  await run(updateCustomer, agent, { customerId, name: "Ida" });
  const told = await systemDb()
    .select({ payload: domainEvents.payload })
    .from(domainEvents)
    .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "customer.changed")));
  expect(told).toMatchObject([{ payload: { customerId, after: { name: "Ida" } } }]);
});

test("lists are sorted by name too, pages hold everybody once, and an order's cursor is its own", async () => {
  const workspace = await makeWorkspace();
  const manager = await makeMember(workspace, "manager");
  for (let n = 0; n < 53; n++) {
    const { customer } = await makeTicket(workspace);
    await run(updateCustomer, manager, {
      customerId: customer.customer.id,
      name: n % 2 ? `name ${n % 10}` : `Name ${n % 10}`,
    });
  }
  for (const sort of ["name", "oldest"] as const) {
    const first = await read(listCustomers, manager, { sort });
    const second = await read(listCustomers, manager, { sort, cursor: first.nextCursor! });
    const all = [...first.items, ...second.items];
    expect([first.items.length, second.items.length, new Set(all.map(({ id }) => id)).size]).toEqual([
      50, 3, 53,
    ]);
    const keys = all.map(({ name, createdAt }) => (sort === "name" ? name!.toLowerCase() : createdAt));
    expect(keys).toEqual([...keys].sort());
    await expect(
      read(listCustomers, manager, { sort: "newest", cursor: first.nextCursor! }),
    ).rejects.toMatchObject({ details: { fields: [{ field: "cursor", problem: "other_list" }] } });
  }
});

test("a profile shows its tickets in pages, each once", async () => {
  const { workspace, agent, customerId } = await makeDesk();
  for (let n = 0; n < 27; n++) await makeTicket(workspace);
  await systemDb().update(tasks).set({ customerId }).where(eq(tasks.workspaceId, workspace.id));
  const first = await read(getCustomer, agent, { customerId });
  const second = await read(getCustomer, agent, { customerId, cursor: first.nextCursor! });
  expect([first.tickets.length, second.tickets.length, second.nextCursor]).toEqual([25, 3, null]);
  expect(new Set([...first.tickets, ...second.tickets].map(({ id }) => id)).size).toBe(28);
  await expect(read(getCustomer, agent, { customerId, cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({
    details: { fields: [{ field: "cursor", problem: "invalid" }] },
  });
});
