import { mergeTests } from "@playwright/test";
import {
  alwaysSendAnyway,
  test as conversationTest,
  expectInStep,
  said,
  words,
} from "./fixtures/conversation";
import { expectAll, test as groupTest, type LookAt, makeGroup, put, storedIn } from "./fixtures/group";
import { partsOf } from "./fixtures/parts";
import type { Tenant } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";

const test = mergeTests(conversationTest, groupTest);

// What is broken here is broken for every page, so these run when all others have.
test.describe.configure({ mode: "serial", timeout: 180_000 });

const patience = { timeout: 60_000 };

test("without realtime both sides are told and go on; with it again nothing is missing", async ({
  conversation,
  flowra,
}) => {
  const { customer, agentPage, write, reply } = conversation;
  await alwaysSendAnyway(agentPage);
  const bars = [
    customer.getByText("Live updates are interrupted."),
    agentPage.getByText("No live connection."),
  ];
  const comeBack = partsOf(flowra.dataDir).keepDown("realtime");
  try {
    for (const bar of bars) await expect(bar).toBeVisible(patience);
    await write("c-001");
    await reply("a-001");
    await write("c-002");
    await expectInStep(conversation, [...words("c", 0, 2), "a-001"], 30_000);
    for (const bar of bars) await expect(bar).toBeVisible();
  } finally {
    comeBack();
  }
  for (const bar of bars) await expect(bar).toBeHidden(patience);
  for (const page of [customer, agentPage]) await expectLive(page);
  await reply("a-002");
  await write("c-003");
  await expectInStep(conversation, [...words("c", 0, 3), ...words("a", 1, 2)]);
});

test("the app may be killed while messages are on their way: all arrive, once, in order, and their news too", async ({
  conversation,
  flowra,
}) => {
  const { tenant, customer, agentPage, write, reply } = conversation;
  await alwaysSendAnyway(agentPage);
  const { kill } = partsOf(flowra.dataDir);
  for (const [index, word] of words("c", 1, 12).entries()) {
    await write(word);
    if (index % 3 === 0) await reply(`a-${String(index).padStart(3, "0")}`);
    if (index === 3 || index === 8) {
      expect(kill("app")).toBe(true);
      await expect.poll(() => answers(flowra.url), patience).toBe(true);
    }
  }
  const replies = ["a-000", "a-003", "a-006", "a-009"];
  const order = await expectInStep(conversation, [...words("c", 0, 12), ...replies], 60_000);
  expect(order.filter((word) => word.startsWith("c"))).toEqual(words("c", 0, 12));
  expect(order.filter((word) => word.startsWith("a"))).toEqual(replies);
  for (const page of [customer, agentPage]) expect((await said(page)).length).toBe(order.length);
  await expect
    .poll(async () => {
      const [left] = await tenant.sql`
        select count(*)::int as events from domain_events where workspace_id = ${tenant.id} and dispatched_at is null`;
      return left!.events;
    }, patience)
    .toBe(0);
});

/** Two members who look at a group, each in a browser of their own. */
async function twoLook(tenant: Tenant, lookAt: LookAt) {
  const members = [
    await tenant.member("agent", "Ana Horvat"),
    await tenant.member("user", "Cy Okafor"),
  ] as const;
  const group = await makeGroup(tenant, [...members]);
  const [one, other] = [await lookAt(members[0], group), await lookAt(members[1], group)];
  return { group, one, other };
}

test("members write to each other while the realtime server is down, and live again once it is back", async ({
  tenant,
  lookAt,
  flowra,
}) => {
  const { group, one, other } = await twoLook(tenant, lookAt);
  await put(one, "a-001");
  await expect(other.entry("a-001")).toBeVisible();
  const comeBack = partsOf(flowra.dataDir).keepDown("realtime");
  try {
    for (const { page } of [one, other])
      await expect(page.getByText("No live connection.")).toBeVisible(patience);
    await put(one, "a-002");
    await put(other, "c-001");
    await expect(one.entry("c-001")).toBeVisible(patience);
    await expect(other.entry("a-002")).toBeVisible(patience);
  } finally {
    comeBack();
  }
  for (const { page } of [one, other]) await expectLive(page, patience);
  await put(other, "c-002");
  await expect(one.entry("c-002")).toBeVisible(patience);
  const order = await storedIn(tenant, group);
  expect(order).toHaveLength(4);
  for (const look of [one, other]) await expectAll(look, order);
});

test("the app is killed when it has stored a message and before its answer arrives: sent again, it is there once", async ({
  tenant,
  lookAt,
  flowra,
}) => {
  const { group, one, other } = await twoLook(tenant, lookAt);
  const { kill } = partsOf(flowra.dataDir);
  let killed = false;
  await one.page.route(`**/api/chats/${group.chatId}/messages`, async (route) => {
    if (route.request().method() !== "POST" || killed) return route.fallback();
    expect((await route.fetch()).status()).toBe(201);
    killed = kill("app");
    await route.abort();
  });
  for (const word of words("a", 1, 3)) await put(one, word);
  await expect.poll(() => killed, patience).toBe(true);
  await put(other, "c-001");
  await expect.poll(async () => (await storedIn(tenant, group)).length, patience).toBe(4);
  const order = await storedIn(tenant, group);
  expect(order.filter((word) => word.startsWith("a"))).toEqual(words("a", 1, 3));
  for (const look of [one, other]) await expectAll(look, order);
  await expect(one.page.getByText("Will be sent by itself")).toBeHidden();
});

const answers = (url: string) =>
  fetch(`${url}/api/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
