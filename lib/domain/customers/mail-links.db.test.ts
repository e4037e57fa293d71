import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { customers, customerTokens } from "@/db/schema";
import {
  makeCustomer,
  makeInbox,
  makeMember,
  makeVisitor,
  makeWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { identifyCustomer } from "./commands/identify-customer";
import { redeemMailLink } from "./commands/redeem-mail-link";
import { updateCustomer } from "./commands/update-customer";

useTestDatabase();

async function makeMailed() {
  const workspace = await makeWorkspace();
  const inbox = await makeInbox(workspace);
  const customer = await makeCustomer(workspace, { inboxId: inbox.id });
  const id = customer.customer.id;
  await systemDb().update(customers).set({ email: "mine@example.com" }).where(eq(customers.id, id));
  const ticket = await makeTicket(workspace, { customer });
  const link = newToken();
  await systemDb()
    .insert(customerTokens)
    .values({
      workspaceId: workspace.id,
      id: newId(),
      customerId: id,
      inboxId: inbox.id,
      kind: "mail_link",
      tokenHash: hashToken(link),
      expiresAt: new Date(Date.now() + 3_600_000),
    });
  const redeem = () => run(redeemMailLink, makeVisitor(workspace, inbox.id), { link, token: newToken() });
  const stored = async () => {
    const [row] = await systemDb().select().from(customers).where(eq(customers.id, id));
    return { email: row!.email, verified: row!.emailVerifiedAt !== null };
  };
  return { workspace, customer, id, ticket, redeem, stored };
}

const dead = { code: "CONFLICT", details: { reason: "link_invalid" } };

test("a link verifies the address that it was mailed to, which typing no longer replaces", async () => {
  const { customer, ticket, redeem, stored } = await makeMailed();
  expect(await redeem()).toEqual({ chatId: ticket.chatId });
  expect(await stored()).toEqual({ email: "mine@example.com", verified: true });
  await run(identifyCustomer, customer, { email: "another@example.com" });
  expect(await stored()).toEqual({ email: "mine@example.com", verified: true });
});

test("a link to one's own address verifies nobody else's that is typed afterwards", async () => {
  const { customer, redeem, stored } = await makeMailed();
  await run(identifyCustomer, customer, { email: "somebody-else@example.com" });
  await expect(redeem()).rejects.toMatchObject(dead);
  expect(await stored()).toEqual({ email: "somebody-else@example.com", verified: false });
});

test("typing the same address again keeps its links; a correction by a member ends them", async () => {
  const { workspace, customer, id, redeem, stored } = await makeMailed();
  await run(identifyCustomer, customer, { email: "mine@example.com", name: "Ida" });
  await redeem();
  const admin = await makeMember(workspace, "admin");
  await run(updateCustomer, admin, { customerId: id, email: "right@example.com" });
  await expect(redeem()).rejects.toMatchObject(dead);
  expect(await stored()).toEqual({ email: "right@example.com", verified: false });
});

test("a link redeemed while another address is typed never verifies that one", async () => {
  for (let round = 0; round < 5; round++) {
    const { customer, redeem, stored } = await makeMailed();
    await Promise.allSettled([redeem(), run(identifyCustomer, customer, { email: "other@example.com" })]);
    expect(await stored()).not.toEqual({ email: "other@example.com", verified: true });
  }
});
