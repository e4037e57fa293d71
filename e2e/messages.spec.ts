import type { Locator, Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Conversation, test } from "./fixtures/conversation";
import type { PageOf } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

/** A manager who looks at the same ticket. */
async function managerAt(pageOf: PageOf, { tenant, desk }: Conversation) {
  const mark = await tenant.member("manager", "Mark Novak");
  const page = await pageOf(mark);
  await inboxPage(page, tenant.slug).goto(`/${(await desk.ticket()).number}?view=all`);
  return { mark, page, screen: inboxPage(page, tenant.slug) };
}

async function act(page: Page, message: Locator, action: string) {
  await message.hover();
  await message.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Entries said by the agent, one a minute up to now, put straight into the database. */
async function haveSaid({ tenant, chatId, agent }: Conversation, count: number, word = "line") {
  await tenant.sql`
    with numbered as (
      select n, c.seq + n as seq, c.rev + n as rev, c.public_seq + n as public_seq, c.public_rev + n as public_rev
      from chats c, generate_series(1, ${count}::int) n where c.workspace_id = ${tenant.id} and c.id = ${chatId}
    ), said as (
      insert into messages (workspace_id, id, chat_id, seq, public_seq, rev, public_rev, kind, author_user_id, body, created_at)
      select ${tenant.id}, gen_random_uuid(), ${chatId}, seq, public_seq, rev, public_rev, 'message', ${agent.userId},
             ${word} || ' ' || n || repeat(' and more words', n % 7), now() - (${count} - n) * interval '1 minute'
      from numbered)
    update chats set seq = seq + ${count}, rev = rev + ${count}, public_seq = public_seq + ${count},
      public_rev = public_rev + ${count}
    where workspace_id = ${tenant.id} and id = ${chatId}`;
}

const messageId = async ({ tenant, chatId }: Conversation, body: string) =>
  (
    await tenant.sql<{ id: string }[]>`select id from messages where chat_id = ${chatId} and body = ${body}`
  )[0]!.id;

test("a message is changed, reacted to, answered and taken back, live for everybody who may see it", async ({
  conversation,
  pageOf,
}) => {
  const { agentPage, customer, tenant } = conversation;
  const ana = inboxPage(agentPage, tenant.slug);
  const mark = await managerAt(pageOf, conversation);
  const atCustomer = customerPage(customer);

  await conversation.reply("It comes tomorow");
  await expect(atCustomer.message("tomorow")).toBeVisible();
  await act(agentPage, ana.entry("tomorow"), "Edit");
  const box = agentPage.getByRole("textbox", { name: "Edit your message" });
  await expect(box).toBeFocused();
  await box.fill("It comes on **Monday**");
  await box.press("Control+Enter");
  for (const message of [ana.entry("Monday"), mark.screen.entry("Monday"), atCustomer.message("Monday")]) {
    await expect(message.locator("strong")).toHaveText("Monday");
    await expect(message).toContainText("edited");
  }
  await mark.screen.entry("Monday").getByRole("button", { name: "edited" }).click();
  await expect(mark.page.getByRole("dialog", { name: "Earlier versions" })).toContainText("It comes tomorow");
  await mark.page.keyboard.press("Escape");

  await mark.screen.entry("Monday").hover();
  await mark.screen.entry("Monday").getByRole("button", { name: "React", exact: true }).click();
  const findEmoji = mark.page.getByRole("searchbox", { name: "Search emoji" });
  await expect(findEmoji).toBeFocused();
  await findEmoji.fill("thumbs up");
  await mark.page.getByRole("gridcell", { name: "thumbs up", exact: true }).first().click();
  const chip = (place: typeof ana) => place.entry("Monday").getByRole("button", { name: /^👍/ });
  await expect(chip(ana)).toHaveAccessibleName("👍 Mark Novak");
  await chip(ana).click();
  await expect(chip(mark.screen)).toHaveAccessibleName(/Ana Horvat/);
  await expect(chip(mark.screen)).toHaveText("👍2");
  await chip(mark.screen).click();
  await expect(chip(ana)).toHaveText("👍1");
  await expect(atCustomer.log).not.toContainText("👍");

  await act(mark.page, mark.screen.entry("c-000"), "Reply");
  await mark.screen.composer.fill("We know");
  await mark.screen.composer.press("Control+Enter");
  await expect(atCustomer.message("We know")).toContainText("c-000");
  const quote = ana.entry("We know").getByRole("button", { name: /c-000/ });
  await quote.click();
  await expect(ana.entry("c-000").first()).toBeFocused();

  await act(mark.page, mark.screen.entry("Monday"), "Delete…");
  await mark.page.getByRole("button", { name: "Delete message" }).click();
  for (const log of [ana.log, mark.screen.log, atCustomer.log]) {
    await expect(log).toContainText("This message was deleted");
    await expect(log).not.toContainText("Monday");
  }
});

test("who is named hears of it, and the bell leads to the message", async ({ conversation, pageOf }) => {
  const { tenant, agent, chatId, agentPage } = conversation;
  const lea = await tenant.member("agent", "Lea Lind");
  await haveSaid(conversation, 200);
  await agent.post(`/api/chats/${chatId}/messages`, {
    id: newId(),
    kind: "note",
    body: "@Lea Lind, can you look?",
    mentions: [{ kind: "member", id: lea.userId }],
  });
  await expect(agentPage.getByText("@Lea Lind", { exact: true }).first()).not.toHaveClass(/bg-accent /);
  for (let n = 0; n < 40; n++)
    await agent.post(`/api/chats/${chatId}/messages`, { id: newId(), body: `after ${n}` });
  const page = await pageOf(lea);
  await inboxPage(page, tenant.slug).goto();
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await page.getByRole("link", { name: /Ana Horvat mentioned you in #/ }).click();
  const named = inboxPage(page, tenant.slug).entry("can you look?");
  await expect(named).toHaveAttribute("data-highlighted", "true");
  await expect(named).toBeInViewport();
  await expect(named.getByText("@Lea Lind", { exact: true })).toHaveClass(/bg-accent /);
  await expect(page).not.toHaveURL(/[?&]m=/);
});

test("a chat of ten thousand messages opens at its end, scrolls up and down, and goes to a day and back", async ({
  conversation,
}) => {
  const { tenant, agentPage, chatId, desk } = conversation;
  await haveSaid(conversation, 10_000);
  const ana = inboxPage(agentPage, tenant.slug);
  await agentPage.reload();
  await expectLive(agentPage);
  await expect(ana.entry("line 10000")).toBeInViewport();
  const articles = ana.log.getByRole("article");
  const shown = async () => {
    const texts = await articles.allInnerTexts();
    return texts.map((text) => Number(/line (\d+)/.exec(text)?.[1] ?? 0)).filter((n) => n > 0);
  };
  const inOrder = (numbers: number[]) =>
    numbers.every((n, index) => index === 0 || n === numbers[index - 1]! + 1);

  let least = 10_000;
  for (let turn = 0; turn < 12; turn++) {
    await ana.log.hover();
    await agentPage.mouse.wheel(0, -2_500);
    await expect.poll(async () => Math.min(...(await shown()))).toBeLessThan(least);
    const numbers = await shown();
    expect(inOrder(numbers), numbers.join()).toBe(true);
    expect(numbers.length).toBeLessThan(80);
    least = Math.min(...numbers);
  }
  expect(least).toBeLessThan(9_850);

  await desk.reply(chatId, "something new");
  await expect(agentPage.getByRole("button", { name: /new message/ })).toBeHidden();
  await agentPage.getByRole("button", { name: "Go to the newest message" }).click();
  await expect(ana.entry("something new")).toBeInViewport();

  // One line a minute: three days ago is 4,320 lines ago.
  const day = new Date(Date.now() - 3 * 86_400_000).toLocaleDateString("sv-SE", {
    timeZone: "Europe/Berlin",
  });
  await agentPage.mouse.wheel(0, -20_000);
  await agentPage
    .getByRole("button", { name: "Today" })
    .or(agentPage.getByRole("button", { name: "Yesterday" }))
    .first()
    .click();
  await agentPage.getByLabel("Go to", { exact: true }).fill(day);
  await agentPage.getByRole("button", { name: "Go", exact: true }).click();
  await expect.poll(async () => Math.min(...(await shown()))).toBeLessThan(7_500);
  const numbers = await shown();
  expect(inOrder(numbers), numbers.join()).toBe(true);
  // What one has said oneself elsewhere comes before it, and is not counted.
  await desk.reply(chatId, "something else");
  await conversation.write("c-001");
  await expect(agentPage.getByRole("button", { name: "1 new message" })).toBeVisible();
  await expect(ana.entry("c-001")).toBeHidden();

  const before = Math.max(...(await shown()));
  await ana.log.hover();
  for (let turn = 0; turn < 4; turn++) await agentPage.mouse.wheel(0, 2_500);
  await expect.poll(async () => Math.max(...(await shown()))).toBeGreaterThan(before);
  await agentPage.getByRole("button", { name: "1 new message" }).click();
  await expect(ana.entry("c-001")).toBeInViewport();
});

test("a link leads to its message however old it is, and tells when there is none", async ({
  conversation,
  pageOf,
}) => {
  const { tenant, agent, agentPage, desk } = conversation;
  await agentPage.goto(`/w/${tenant.slug}/customers`);
  await haveSaid(conversation, 3_000);
  const { number } = await desk.ticket();
  const page = await pageOf(agent, { permissions: ["clipboard-read", "clipboard-write"] });
  const screen = inboxPage(page, tenant.slug);
  await screen.goto(`/${number}?view=all&m=${await messageId(conversation, "line 700")}`);
  await expect(screen.entry("line 700")).toBeInViewport();
  await expect(screen.entry("line 700")).toBeFocused();
  // What one is led past isn't read.
  const [position] = await tenant.sql<{ read_seq: number }[]>`
    select read_seq from read_positions where chat_id = ${conversation.chatId} and user_id = ${agent.userId}`;
  expect(position?.read_seq ?? 0).toBeLessThan(100);
  await act(page, screen.entry("line 700"), "Copy link");
  await expect(screen.toast("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`/w/${tenant.slug}/inbox/${number}\\?.*m=`));
  await page.getByRole("button", { name: /Go to the newest|new message/ }).click();
  await expect(screen.entry("line 3000")).toBeInViewport();
  await page.goto(link);
  await expect(screen.entry("line 700")).toBeInViewport();
  await screen.goto(`/${number}?view=all&m=${newId()}`);
  await expect(screen.toast("This message is not in this conversation.")).toBeVisible();
  await expect(screen.entry("line 3000")).toBeInViewport();
});

test("what is unread is marked, and the log opens there", async ({ conversation, pageOf }) => {
  const { tenant, agent, agentPage, chatId, desk } = conversation;
  await agentPage.goto(`/w/${tenant.slug}/customers`);
  await desk.markRead(chatId);
  for (let n = 1; n <= 30; n++) await conversation.write(`c-${String(n).padStart(3, "0")}`);
  await expect.poll(async () => (await desk.bodies(chatId)).length).toBe(31);
  const { number } = await desk.ticket();
  const page = await pageOf(agent);
  const screen = inboxPage(page, tenant.slug);
  await screen.goto(`/${number}?view=all`);
  await expect(page.getByText("New messages", { exact: true })).toBeInViewport();
  await expect(screen.entry("c-001")).toBeInViewport();
  await expect(screen.entry("c-030")).not.toBeInViewport();
});

test("one's last message is changed from the keyboard, and Escape leaves it as it was", async ({
  conversation,
}) => {
  const { agentPage, tenant } = conversation;
  const ana = inboxPage(agentPage, tenant.slug);
  await conversation.reply("First");
  await conversation.reply("Second");
  await expect(ana.entry("Second")).toContainText(/Sent|Delivered|Read/);
  await ana.composer.press("ArrowUp");
  const box = agentPage.getByRole("textbox", { name: "Edit your message" });
  await expect(box).toHaveValue("Second");
  await box.fill("Never mind");
  await box.press("Escape");
  await expect(ana.entry("Second")).toBeVisible();
  await expect(ana.composer).toBeFocused();
  // Through the log by arrows: the menu opens by Enter.
  await ana.log.focus();
  await agentPage.keyboard.press("ArrowUp");
  await expect(ana.entry("Second")).toBeFocused();
  await agentPage.keyboard.press("ArrowUp");
  await expect(ana.entry("First")).toBeFocused();
  await agentPage.keyboard.press("Enter");
  await expect(agentPage.getByRole("menuitem", { name: "Copy text" })).toBeVisible();
  await agentPage.getByRole("menuitem", { name: "Copy link" }).press("Escape");
  await expect(agentPage.getByRole("menu")).toBeHidden();
});

test("an edit that is refused stays accessible to its author, words and all", async ({ conversation }) => {
  const { agentPage, tenant } = conversation;
  const ana = inboxPage(agentPage, tenant.slug);
  await conversation.reply("As it was");
  await expect(ana.entry("As it was")).toContainText(/Sent|Delivered|Read/);
  await ana.composer.press("ArrowUp");
  const box = agentPage.getByRole("textbox", { name: "Edit your message" });
  // Nothing that could be seen, and too much.
  for (const text of ["", " \n ", "\u200B\u202E", "x".repeat(20_001)]) {
    await box.fill(text);
    await box.press("Control+Enter");
    await expect(box).toHaveValue(text);
  }
  await expect(agentPage.getByText("1 character too many")).toBeVisible();
  // The server has the last word.
  const refusal = { error: { code: "CONFLICT", reason: "message_deleted" } };
  await agentPage.route("**/messages/*", (route) =>
    route.request().method() === "GET" ? route.continue() : route.fulfill({ status: 409, json: refusal }),
  );
  await box.fill("As it should be");
  await box.press("Control+Enter");
  await expect(ana.log.getByText("This message was deleted.")).toBeVisible();
  await expect(box).toHaveValue("As it should be");
  await agentPage.unroute("**/messages/*");
  await box.press("Control+Enter");
  await expect(ana.entry("As it should be")).toBeVisible();
  await expect(box).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`all that belongs to messages is accessible in ${colorScheme}, also on a phone`, async ({
    conversation,
    pageOf,
  }) => {
    const { tenant, agent, desk, chatId } = conversation;
    const mark = await tenant.member("manager", "Mark Novak");
    await desk.reply(
      chatId,
      "```ts\nconst answer: number = 42; // always\n```\nand [a link](https://flowra.example)",
    );
    const id = await messageId(conversation, "c-000");
    await mark.post(`/api/chats/${chatId}/messages`, { id: newId(), body: "Quoting", replyToId: id });
    await agent.post(`/api/chats/${chatId}/messages/${id}/reactions`, { emoji: "🎉", on: true });
    await mark.post(`/api/chats/${chatId}/messages`, {
      id: newId(),
      kind: "note",
      body: "@Ana Horvat see above",
      mentions: [{ kind: "member", id: agent.userId }],
    });
    const { number } = await desk.ticket();
    const wide = await pageOf(agent, { colorScheme, viewport: { width: 1440, height: 900 } });
    const screen = inboxPage(wide, tenant.slug);
    await screen.goto(`/${number}?view=all`);
    await expect(screen.log.locator("code .hljs-keyword")).toHaveText("const");
    await screen.entry("const answer").hover();
    await expectAccessible(wide);
    await screen.entry("const answer").getByRole("button", { name: "React", exact: true }).click();
    // Until they are there a word fades in, whose contrast means nothing.
    await expect(wide.getByRole("gridcell").first()).toBeVisible();
    await expectAccessible(wide);
    await wide.keyboard.press("Escape");
    await act(wide, screen.entry("const answer"), "Edit");
    await expect(wide.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
    await expectAccessible(wide);

    const small = await pageOf(agent, {
      colorScheme,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const phone = inboxPage(small, tenant.slug);
    await phone.goto(`/${number}?view=all`);
    await phone.entry("const answer").tap();
    await expect(phone.entry("const answer").getByRole("toolbar")).toBeVisible();
    await expectAccessible(small);
    await expectNoSidewaysScroll(small);
    await phone.entry("const answer").getByRole("button", { name: "More", exact: true }).tap();
    await small.getByRole("menuitem", { name: "Reply" }).tap();
    await expect(phone.composer).toBeFocused();
  });
}
