import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { customers } from "@/db/schema";
import { makeCustomer, makeMember, makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getCustomer } from "./get-customer";
import { listCustomers } from "./list-customers";

useTestDatabase();

async function makeDesk() {
  const workspace = await makeWorkspace();
  const team = await makeTeam(workspace);
  const manager = await makeMember(workspace, "manager");
  const agent = await makeMember(workspace, "agent");
  const named = async (name: string | null, email: string | null, teamId?: string) => {
    const customer = await makeCustomer(workspace);
    await systemDb().update(customers).set({ name, email }).where(eq(customers.id, customer.customer.id));
    const ticket = await makeTicket(workspace, { customer, ...(teamId ? { teamId } : {}) });
    return { id: customer.customer.id, customer, ticket };
  };
  return { workspace, manager, agent, team, named };
}

describe("customers", () => {
  test("an agent meets those whose tickets they may see, and no others", async () => {
    const { manager, agent, team, named } = await makeDesk();
    const open = await named("Olga", "olga@example.com");
    const hidden = await named("Hugo", "hugo@example.com", team.id);
    expect((await read(listCustomers, agent, {})).items.map(({ id }) => id)).toEqual([open.id]);
    expect((await read(listCustomers, manager, {})).items.map(({ id }) => id)).toEqual([hidden.id, open.id]);
    await expect(read(getCustomer, agent, { customerId: hidden.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a customer of another workspace looks like one that doesn't exist", async () => {
    const [ours, theirs] = [await makeDesk(), await makeDesk()];
    const foreign = await theirs.named("Olga", null);
    const tell = (customerId: string) =>
      read(getCustomer, ours.manager, { customerId }).catch((error) => error);
    expect(await tell(foreign.id)).toEqual(await tell(newId()));
    expect((await read(listCustomers, ours.manager, {})).items).toEqual([]);
  });

  test("is found by the beginnings of name and address, in any language", async () => {
    const { manager, named } = await makeDesk();
    const olga = await named("Ольга Иванова", "olga@example.com");
    const kim = await named("Kim Lee", "kim@shop.example");
    const found = async (q: string) => (await read(listCustomers, manager, { q })).items.map(({ id }) => id);
    expect(await found("иван оль")).toEqual([olga.id]);
    expect(await found("kim@shop")).toEqual([kim.id]);
    // To the index a number with an exponent and a letter are two words.
    const unit = await named("Unit 12345e678a", null);
    expect(await found("12345e678a")).toEqual([unit.id]);
    expect(await found("nobody")).toEqual([]);
    expect(await found("' | *")).toEqual([]);
  });

  test("the profile and its counts leave out tickets that the viewer may not see", async () => {
    const { workspace, manager, agent, team, named } = await makeDesk();
    const { id, customer, ticket } = await named("Olga", null);
    await makeTicket(workspace, { customer, teamId: team.id });
    const numbers = async (who: typeof agent) =>
      (await read(getCustomer, who, { customerId: id })).tickets.map(({ number }) => number);
    expect(await numbers(agent)).toEqual([ticket.number]);
    expect(await numbers(manager)).toHaveLength(2);
    expect((await read(listCustomers, agent, {})).items[0]).toMatchObject({ tickets: 1, openTickets: 1 });
  });

  test("pages hold everybody once, and a broken cursor is named", async () => {
    const { workspace, manager } = await makeDesk();
    for (let n = 0; n < 53; n++) await makeTicket(workspace);
    const first = await read(listCustomers, manager, {});
    const second = await read(listCustomers, manager, { cursor: first.nextCursor! });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 3, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(53);
    await expect(read(listCustomers, manager, { cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({
      details: { fields: [{ field: "cursor", problem: "invalid" }] },
    });
  });
});
