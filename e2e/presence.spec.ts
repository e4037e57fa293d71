import { type BrowserContext, mergeTests, type Page } from "@playwright/test";
import { test as conversationTest } from "./fixtures/conversation";
import { test as groupTest, makeGroup, openIn, put, sendUntilStored } from "./fixtures/group";
import { expect } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

const test = mergeTests(conversationTest, groupTest);

/** Ends a page as a crash does: it says nothing any more. */
async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const gone = page.waitForEvent("crash");
  // What has crashed doesn't answer.
  void devtools.send("Page.crash").catch(() => {});
  await gone;
}

/** For `addInitScript`: a page that a test can put into the background. */
function makeHideable(): void {
  let state: DocumentVisibilityState = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => state });
  Object.assign(window, {
    putInSight(next: DocumentVisibilityState) {
      state = next;
      document.dispatchEvent(new Event("visibilitychange"));
    },
  });
}
const putInSight = (page: Page, state: "visible" | "hidden") =>
  page.evaluate((to) => (window as unknown as { putInSight(to: string): void }).putInSight(to), state);
const hideable = (context: BrowserContext) => context.addInitScript(makeHideable);

test("one is online with any tab in sight, away with none, and offline when the last one is gone without a word", async ({
  tenant,
  lookAt,
}) => {
  const [ana, bo] = [
    await tenant.member("agent", "Ana Horvat"),
    await tenant.member("agent", "Bo Lindqvist"),
  ];
  const group = await makeGroup(tenant, [ana, bo]);
  const watching = await lookAt(ana, group);
  const front = await lookAt(bo, group, hideable);
  const back = await openIn(front.context, tenant, group.chatId);
  const shown = watching.people.getByRole("listitem").filter({ hasText: bo.name });
  await expect(shown.getByText("online")).toBeAttached();
  await putInSight(back.page, "hidden");
  await putInSight(front.page, "hidden");
  await expect(shown.getByText("away")).toBeAttached();
  await putInSight(front.page, "visible");
  await expect(shown.getByText("online")).toBeAttached();

  await crash(front.page);
  // Nothing was said, so only time tells: as if 76 s had passed for the tab that was in sight.
  await tenant.sql`update presence set seen_at = now() - interval '76 seconds'
    where user_id = ${bo.userId} and state = 'online'`;
  await expect(shown.getByText("away")).toBeAttached();
  await crash(back.page);
  await tenant.sql`update presence set seen_at = now() - interval '76 seconds' where user_id = ${bo.userId}`;
  await expect(shown.getByText("offline")).toBeAttached();
});

test("whoever goes on to another page is told of what is said in the chat that they left", async ({
  tenant,
  lookAt,
}) => {
  const [ana, bo] = [
    await tenant.member("agent", "Ana Horvat"),
    await tenant.member("agent", "Bo Lindqvist"),
  ];
  const group = await makeGroup(tenant, [ana, bo]);
  const reader = await lookAt(bo, group);
  const here = async () => {
    const rows = await tenant.sql`select from presence where chat_id = ${group.chatId}
      and seen_at > now() - interval '75 seconds'`;
    return rows.length;
  };
  await expect.poll(here).toBe(1);
  await reader.page
    .getByRole("navigation", { name: "Main navigation" })
    .getByRole("link", { name: "Inbox" })
    .click();
  await expect(reader.page).toHaveURL(/inbox/);
  await expect.poll(here).toBe(0);
  await sendUntilStored(ana, group.chatId, "a-001");
  await expect(reader.page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
});

test("who views a ticket and who replies is seen once however many tabs they have, and no longer when those die", async ({
  conversation,
  browserOf,
}) => {
  const { tenant, agentPage, desk } = conversation;
  const mark = await tenant.member("manager", "Mark Novak");
  const context = await browserOf(mark);
  const address = `/${(await desk.ticket()).number}?view=all`;
  const tabs: Page[] = [];
  for (const page of [await context.newPage(), await context.newPage()]) {
    await inboxPage(page, tenant.slug).goto(address);
    tabs.push(page);
  }
  const [one, other] = tabs as [Page, Page];
  const line = (text: string) => agentPage.getByRole("status").filter({ hasText: text });
  await expect(line("Mark Novak is viewing")).toBeVisible();
  await inboxPage(one, tenant.slug).composer.pressSequentially("Let me");
  await expect(line("Mark Novak is replying…")).toBeVisible();
  await expect(customerPage(conversation.customer).log.getByText("Mark Novak is typing…")).toBeVisible();
  await crash(one);
  // The other tab still looks, and does not type.
  await expect(line("Mark Novak is viewing")).toBeVisible();
  await expect(line("is replying")).toBeHidden();
  await crash(other);
  await expect(line("Mark Novak")).toBeHidden();
  await context.close();

  await conversation.customer.getByRole("textbox", { name: "Your message" }).pressSequentially("And then");
  const types = inboxPage(agentPage, tenant.slug).log.getByText("is typing…");
  await expect(types).toBeVisible();
  await customerPage(conversation.customer).write("c-001");
  await expect(inboxPage(agentPage, tenant.slug).entry("c-001")).toBeVisible();
  await expect(types).toBeHidden();
});

test("how far each has read stands once for all of a person's tabs, moves only forward, and outlives a killed tab", async ({
  tenant,
  lookAt,
}) => {
  const [ana, bo, cy] = [
    await tenant.member("agent", "Ana Horvat"),
    await tenant.member("agent", "Bo Lindqvist"),
    await tenant.member("user", "Cy Okafor"),
  ];
  const group = await makeGroup(tenant, [ana, bo, cy]);
  const writer = await lookAt(ana, group);
  const reader = await lookAt(bo, group, hideable);
  const behind = await openIn(reader.context, tenant, group.chatId);
  await putInSight(behind.page, "hidden");
  const third = await lookAt(cy, group, hideable);
  await put(writer, "a-001");
  const readBy = (text: string, names: string) =>
    writer.entry(text).getByTitle(`Read by ${names}`, { exact: true });
  await expect(
    readBy("a-001", "Bo Lindqvist, Cy Okafor").or(readBy("a-001", "Cy Okafor, Bo Lindqvist")),
  ).toBeVisible();
  await putInSight(third.page, "hidden");
  await put(writer, "a-002");
  await expect(readBy("a-002", "Bo Lindqvist")).toBeVisible();
  await expect(readBy("a-001", "Cy Okafor")).toBeVisible();

  // A tab that was killed took nothing back, and the one behind does not read by itself.
  await crash(reader.page);
  await put(writer, "a-003");
  await expect(behind.entry("a-003")).toBeAttached();
  await expect(readBy("a-002", "Bo Lindqvist")).toBeVisible();
  await putInSight(behind.page, "visible");
  await expect(readBy("a-003", "Bo Lindqvist")).toBeVisible();
  await expect(readBy("a-001", "Cy Okafor")).toBeVisible();
});

test("a customer sees delivered once an agent's browser has it, read once one looks, in all their tabs", async ({
  browser,
  browserOf,
  baseURL,
  tenant,
}) => {
  const inbox = await tenant.inbox();
  const agent = await tenant.member("agent", "Ana Horvat");
  const customers = await browser.newContext({ baseURL });
  const [one, other] = [await customers.newPage(), await customers.newPage()];
  await one.goto(`/c/${inbox.key}`);
  await customerPage(one).write("c-001");
  await customerPage(one).expectDelivery("Sent");
  await other.goto(`/c/${inbox.key}`);
  const context = await browserOf(agent);
  await hideable(context);
  const page = await context.newPage();
  await page.goto(`/w/${tenant.slug}/inbox/1`);
  await expectLive(page);
  for (const tab of [one, other]) await customerPage(tab).expectDelivery("Read");
  await putInSight(page, "hidden");
  await customerPage(one).write("c-002");
  for (const tab of [one, other]) await customerPage(tab).expectDelivery("Delivered");
  await crash(page);
  await customerPage(other).write("c-003");
  for (const tab of [one, other]) {
    await expect(customerPage(tab).message("c-003")).toBeVisible();
    await customerPage(tab).expectDelivery("Sent");
  }
  const again = await context.newPage();
  await again.goto(`/w/${tenant.slug}/inbox/1`);
  for (const tab of [one, other]) await customerPage(tab).expectDelivery("Read");
  await customers.close();
});
