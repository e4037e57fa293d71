import { alwaysSendAnyway, expectInStep, said, test, words } from "./fixtures/conversation";
import { partsOf } from "./fixtures/parts";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";

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

const answers = (url: string) =>
  fetch(`${url}/api/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
