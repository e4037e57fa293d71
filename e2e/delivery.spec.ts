import type { BrowserContext } from "@playwright/test";
import { shiftClock } from "./fixtures/clock";
import { alwaysSendAnyway, expectInStep, said, test, words } from "./fixtures/conversation";
import { deskOf } from "./fixtures/desk";
import { sendUntilStored } from "./fixtures/group";
import { expect, type RunningFlowra } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";

test("a customer who was offline has everything afterwards, once and in order, and so has the agent", async ({
  conversation,
}) => {
  const { customer, customerContext, desk, chatId, inboxKey, write, reply } = conversation;
  await customerContext.setOffline(true);
  for (const word of words("a", 1, 3)) await reply(word);
  for (const word of words("c", 1, 2)) await write(word);
  await expect(customerPage(customer).message("c-002")).toContainText("Will be sent");
  await expect.poll(() => desk.bodies(chatId)).toEqual(["c-000", ...words("a", 1, 3)]);
  await customerContext.setOffline(false);
  const both = ["c-000", ...words("a", 1, 3), ...words("c", 1, 2)];
  expect(await expectInStep(conversation, both)).toEqual(both);

  // Closed while offline: what was written goes out when the page is opened again.
  await customerContext.setOffline(true);
  for (const word of words("c", 3, 4)) await write(word);
  await customer.close();
  await reply("a-004");
  await customerContext.setOffline(false);
  const again = await customerContext.newPage();
  await again.goto(`/c/${inboxKey}`);
  await expectInStep({ ...conversation, customer: again }, [...both, "a-004", ...words("c", 3, 4)]);
  await expectLive(again);
});

test("an agent who was offline loses nothing either, and another tab shows the same", async ({
  conversation,
}) => {
  const { agentPage, desk, chatId, write, reply } = conversation;
  const second = await agentPage.context().newPage();
  await second.goto(agentPage.url());
  await expectLive(second);
  await agentPage.context().setOffline(true);
  for (const word of words("a", 1, 3)) await reply(word);
  for (const word of words("c", 1, 3)) await write(word);
  await expect.poll(() => desk.bodies(chatId)).toEqual(words("c", 0, 3));
  await agentPage.context().setOffline(false);
  // What the agent wrote is held back until they have seen what the customer wrote meanwhile.
  await agentPage
    .getByRole("region", { name: /others wrote meanwhile/ })
    .getByText("c-003")
    .waitFor();
  await agentPage
    .getByRole("region", { name: /^3 replies not sent yet/ })
    .getByRole("button", { name: "Send anyway" })
    .click();
  const order = await expectInStep(conversation, [...words("c", 0, 3), ...words("a", 1, 3)]);
  expect(order.filter((word) => word.startsWith("a"))).toEqual(words("a", 1, 3));
  await expect.poll(() => said(second)).toEqual(order);
});

test("an answer that gets lost after the server has stored the message doubles nothing", async ({
  conversation,
}) => {
  const { customer, agentPage, chatId, write, reply } = conversation;
  await alwaysSendAnyway(agentPage);
  let lost = 0;
  await customer.route(`**/api/chats/${chatId}/messages`, async (route) => {
    if (route.request().method() !== "POST" || lost >= 3) return route.fallback();
    await route.fetch();
    lost++;
    await route.abort();
  });
  for (const word of words("c", 1, 3)) await write(word);
  await reply("a-001");
  const order = await expectInStep(conversation, [...words("c", 0, 3), "a-001"]);
  expect(order.filter((word) => word.startsWith("c"))).toEqual(words("c", 0, 3));
  await expect.poll(() => lost).toBe(3);
});

test("two browsers whose clocks are a day apart show one order, that of the server", async ({
  browser,
  tenant,
  baseURL,
}) => {
  const inbox = await tenant.inbox();
  const agent = await tenant.member("agent");
  const open = async (days: number): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL });
    await context.addInitScript(shiftClock, days * 86_400_000);
    return context;
  };
  const [early, late] = [await open(-1), await open(1)];
  const customer = await early.newPage();
  await customer.goto(`/c/${inbox.key}`);
  const chat = customerPage(customer);
  await chat.write("c-000");
  await chat.expectDelivery("Sent");
  const { chatId, number } = await deskOf(agent, tenant).ticket();
  await agent.signIn(late);
  const agentPage = await late.newPage();
  await agentPage.goto(`/w/${tenant.slug}/inbox/${number}`);
  const composer = agentPage.getByRole("textbox", { name: /^Reply to/ });
  await expectLive(customer);
  await expectLive(agentPage);

  const expected = ["c-000"];
  for (let round = 1; round <= 3; round++) {
    await composer.fill(`a-00${round}`);
    await composer.press("Control+Enter");
    await expect(chat.message(`a-00${round}`)).toBeVisible();
    await chat.write(`c-00${round}`);
    await expect.poll(() => said(agentPage)).toContain(`c-00${round}`);
    expected.push(`a-00${round}`, `c-00${round}`);
  }
  for (const page of [customer, agentPage]) expect(await said(page)).toEqual(expected);
  await customer.reload();
  await expect.poll(() => said(customer)).toEqual(expected);
  const rows = await tenant.sql`select created_at from messages where chat_id = ${chatId}`;
  for (const { created_at: at } of rows) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(3_600_000);
  await early.close();
  await late.close();
});

test("two hundred messages of ten senders at once arrive everywhere, each once, in the server's order", async ({
  conversation,
}) => {
  test.setTimeout(120_000);
  const { tenant, chatId, customer } = conversation;
  const senders = await Promise.all(
    Array.from({ length: 10 }, (_, index) => tenant.member("manager", `Agent ${index}`)),
  );
  const expected = senders.flatMap((_, index) => words(String.fromCharCode(100 + index), 1, 20));
  await Promise.all(
    expected.map((body, index) => sendUntilStored(senders[Math.floor(index / 20)]!, chatId, body)),
  );
  await expectInStep(conversation, ["c-000", ...expected], 60_000);
  const [places] = await tenant.sql`
    select count(*)::int as lines, max(seq) as last, count(distinct seq)::int as places,
      count(public_seq)::int as public_lines, max(public_seq) as public_last
    from messages where chat_id = ${chatId}`;
  expect(places!.places).toBe(places!.lines);
  expect(places!.last).toBe(places!.lines);
  expect(places!.public_last).toBe(places!.public_lines);
  await expectLive(customer);
});

test("a reply reaches a customer who is gone by mail, but not what they read before; its link opens the conversation", async ({
  page,
  browser,
  tenant,
  flowra,
  baseURL,
}) => {
  const inbox = await tenant.inbox({ requireIdentity: true });
  const desk = deskOf(await tenant.member("agent", "Ana Horvat"), tenant);
  const chat = customerPage(page);
  const email = `${tenant.slug}@example.com`;
  await page.goto(`/c/${inbox.key}`);
  await chat.composer.fill("Where is my order?");
  await chat.name.fill("Marta");
  await chat.email.fill(email);
  await chat.composer.press("Enter");
  await chat.expectDelivery("Sent");
  const { chatId } = await desk.ticket();

  await desk.reply(chatId, "Read while here.");
  await expect(chat.message("Read while here.")).toBeVisible();
  await expect
    .poll(async () => {
      const [row] = await tenant.sql`
        select p.read_seq >= c.public_seq as read from chats c join read_positions p on p.chat_id = c.id
        where c.id = ${chatId} and p.customer_id is not null`;
      return row?.read;
    })
    .toBe(true);
  await page.close();
  await desk.reply(chatId, "It leaves today.");
  await desk.note(chatId, "She is upset.");

  await expect.poll(async () => (await mailsTo(flowra, email)).length, { timeout: 30_000 }).toBe(1);
  const [mail] = await mailsTo(flowra, email);
  expect(mail!.text).toContain("It leaves today.");
  for (const absent of ["Read while here.", "She is upset."]) expect(mail!.text).not.toContain(absent);

  const link = /https?:\/\/\S+\/return#[\w-]+/.exec(mail!.text)![0];
  const elsewhere = await browser.newContext({ baseURL });
  const returned = await elsewhere.newPage();
  await returned.goto(link);
  await expect(customerPage(returned).message("It leaves today.")).toBeVisible();
  await customerPage(returned).write("Thank you!");
  await expect.poll(() => desk.bodies(chatId)).toContain("Thank you!");
  expect(await mailsTo(flowra, email)).toHaveLength(1);
  await elsewhere.close();
});

async function mailsTo(flowra: RunningFlowra, email: string): Promise<{ text: string }[]> {
  const response = await fetch(`${flowra.mailboxUrl}/api/mails?to=${encodeURIComponent(email)}`, {
    headers: { authorization: `Bearer ${flowra.mailboxToken}` },
  });
  return (await response.json()) as { text: string }[];
}
