import type { BrowserContext } from "@playwright/test";
import { shiftClock } from "./fixtures/clock";
import { said, words } from "./fixtures/conversation";
import {
  expectAll,
  type LookAt,
  type Looking,
  makeGroup,
  openIn,
  put,
  sendUntilStored,
  storedIn,
  test,
} from "./fixtures/group";
import type { Tenant } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";

const day = 86_400_000;

async function three(tenant: Tenant) {
  const members = await Promise.all([
    tenant.member("manager", "Ana Horvat"),
    tenant.member("agent", "Bo Lindqvist"),
    tenant.member("user", "Cy Okafor"),
  ]);
  return { members, group: await makeGroup(tenant, members) };
}

/** Ana and Bo look at the group, each in a browser of their own; Cy only writes. */
async function twoLook(tenant: Tenant, lookAt: LookAt) {
  const { members, group } = await three(tenant);
  const [ana, bo, cy] = members;
  const one = await lookAt(ana, group);
  const other = await lookAt(bo, group);
  return { group, one, other, bo, cy };
}

test("a member without a network has two hundred messages of others afterwards, once and in order, and what they wrote", async ({
  tenant,
  lookAt,
}) => {
  test.setTimeout(180_000);
  const { group, one, other, cy, bo } = await twoLook(tenant, lookAt);
  await put(one, "a-000");
  await expect.poll(() => said(other.page)).toEqual(["a-000"]);
  await one.context.setOffline(true);
  await put(one, "a-001");
  await put(one, "a-002");
  const theirs = [...words("b", 1, 100), ...words("c", 1, 100)];
  await Promise.all([
    inTurn(words("b", 1, 100), (body) => sendUntilStored(bo, group.chatId, body)),
    inTurn(words("c", 1, 100), (body) => sendUntilStored(cy, group.chatId, body)),
  ]);
  await expect(one.page.getByText("You are offline.")).toBeVisible();
  expect(await said(one.page)).toEqual(["a-000", "a-001", "a-002"]);
  // What is open stays, whichever way somebody tries to leave it.
  const address = one.page.url();
  await one.page.getByRole("link", { name: "Customers" }).click();
  await expect(one.page.getByRole("region", { name: "Notifications" })).toContainText("Other sections open");
  expect(one.page.url()).toBe(address);

  await one.context.setOffline(false);
  await expect.poll(async () => (await storedIn(tenant, group)).length, { timeout: 60_000 }).toBe(203);
  const order = await storedIn(tenant, group);
  expect(order.toSorted()).toEqual(["a-000", "a-001", "a-002", ...theirs].toSorted());
  // Their own went out when they were back, in their order.
  expect(order.slice(-2)).toEqual(["a-001", "a-002"]);
  for (const look of [one, other]) await expectAll(look, order);
  await expectLive(one.page);
});

test("two tabs of a member write without a network, and show the same afterwards", async ({
  tenant,
  lookAt,
}) => {
  const { group, one, other } = await twoLook(tenant, lookAt);
  const second = await openIn(one.context, tenant, group.chatId);
  await one.context.setOffline(true);
  for (const word of words("a", 1, 3)) await put(one, word);
  for (const word of words("s", 1, 3)) await put(second, word);
  await put(other, "b-001");
  await expect.poll(() => storedIn(tenant, group)).toEqual(["b-001"]);
  await one.context.setOffline(false);
  await expect.poll(async () => (await storedIn(tenant, group)).length).toBe(7);
  const order = await storedIn(tenant, group);
  for (const letter of ["a", "s"])
    expect(order.filter((word) => word.startsWith(letter))).toEqual(words(letter, 1, 3));
  for (const look of [one, second, other]) await expectAll(look, order);

  // Closed with something unsent: the other tab of the browser that stays has it after a reload, once.
  await one.context.setOffline(true);
  await put(second, "s-004");
  await second.page.close();
  await one.context.setOffline(false);
  await one.page.reload();
  await expect.poll(() => storedIn(tenant, group)).toEqual([...order, "s-004"]);
  for (const look of [one, other]) await expectAll(look, [...order, "s-004"]);
});

test("answers that get lost after the server has stored a message double nothing", async ({
  tenant,
  lookAt,
}) => {
  const { group, one, other } = await twoLook(tenant, lookAt);
  let lost = 0;
  await one.page.route(`**/api/chats/${group.chatId}/messages`, async (route) => {
    if (route.request().method() !== "POST" || lost >= 3) return route.fallback();
    await route.fetch();
    lost++;
    await route.abort();
  });
  for (const word of words("a", 1, 3)) await put(one, word);
  await put(other, "b-001");
  await expect.poll(async () => (await storedIn(tenant, group)).length).toBe(4);
  await expect.poll(() => lost).toBe(3);
  const order = await storedIn(tenant, group);
  expect(order.filter((word) => word.startsWith("a"))).toEqual(words("a", 1, 3));
  for (const look of [one, other]) await expectAll(look, order);
});

test("members whose clocks are two days apart see one order, and who is here", async ({ tenant, lookAt }) => {
  const { members, group } = await three(tenant);
  const [ana, bo] = members;
  const shifted = (by: number) => (context: BrowserContext) => context.addInitScript(shiftClock, by);
  const one = await lookAt(ana, group, shifted(-day));
  const other = await lookAt(bo, group, shifted(day));
  for (const number of [1, 2, 3]) {
    await put(one, `a-00${number}`);
    await expect.poll(() => said(other.page)).toContain(`a-00${number}`);
    await put(other, `b-00${number}`);
    await expect.poll(() => said(one.page)).toContain(`b-00${number}`);
  }
  const order = ["a-001", "b-001", "a-002", "b-002", "a-003", "b-003"];
  expect(await storedIn(tenant, group)).toEqual(order);
  for (const look of [one, other]) {
    await expectAll(look, order);
    await expect(look.people.getByText("online")).toHaveCount(2);
    await look.page.reload();
    await expectAll(look, order);
  }
  const rows = await tenant.sql<{ old: boolean }[]>`
    select created_at < now() - interval '1 hour' or created_at > now() as old
    from messages where chat_id = ${group.chatId}`;
  expect(rows.map(({ old }) => old)).toEqual(rows.map(() => false));
});

test("five hundred messages of ten senders at once arrive in three browsers, each once, in the server's order", async ({
  tenant,
  lookAt,
}) => {
  test.setTimeout(300_000);
  const senders = await Promise.all(
    Array.from({ length: 10 }, (_, index) => tenant.member("agent", `Sender ${index}`)),
  );
  const group = await makeGroup(tenant, senders);
  const looks: Looking[] = [];
  for (const member of senders.slice(0, 3)) looks.push(await lookAt(member, group));
  const letters = "defghijklm";
  await Promise.all(
    senders.map((sender, index) =>
      inTurn(words(letters[index]!, 1, 50), (body) => sendUntilStored(sender, group.chatId, body)),
    ),
  );
  const order = await storedIn(tenant, group);
  expect(order).toHaveLength(500);
  for (const letter of letters)
    expect(order.filter((word) => word.startsWith(letter))).toEqual(words(letter, 1, 50));
  for (const look of looks) {
    await expectAll(look, order, 120_000);
    await expectLive(look.page);
  }
});

async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of all) await work(one);
}
