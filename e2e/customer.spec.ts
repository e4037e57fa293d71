import { createHash, randomBytes } from "node:crypto";
import { v7 as newId } from "uuid";
import { deskOf } from "./fixtures/desk";
import { loseAnswers } from "./fixtures/lost-answers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";

test("an anonymous customer writes and sees who answers, typing, delivered and read; never a note", async ({
  page,
  tenant,
}) => {
  const inbox = await tenant.inbox({ greeting: "Ask us anything." });
  const desk = deskOf(await tenant.member("agent", "Ana Horvat"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await expect(page).toHaveTitle("Chat with Acme Bikes");
  await expect(chat.log.getByText("Ask us anything.")).toBeVisible();

  await chat.write("My **gears** slip");
  await chat.expectDelivery("Sent");
  await expectLive(page);
  await expect(chat.message("My gears slip").locator("strong")).toHaveText("gears");
  const { chatId, requester } = await desk.ticket();
  expect(requester.name).toBeNull();

  await desk.markRead(chatId);
  await chat.expectDelivery("Read");
  await desk.note(chatId, "He sounds angry");
  await desk.typing(chatId);
  await expect(chat.log.getByText("Ana Horvat is typing…")).toBeVisible();
  await desk.reply(chatId, "Which gear?");
  await expect(chat.message("Which gear?")).toBeVisible();
  await expect(chat.log.getByText("Ana Horvat is typing…")).toBeHidden();
  await expect(chat.log.getByText("Ana Horvat joined")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ana Horvat" })).toBeVisible();
  await expect(chat.log.getByText("He sounds angry")).toBeHidden();
});

test("an inbox that asks who writes says at each field what is missing", async ({ page, tenant }) => {
  const inbox = await tenant.inbox({ requireIdentity: true });
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("Hello");
  await expect(chat.name).toHaveAccessibleDescription(/Please fill this in/);
  await expect(chat.email).toHaveAccessibleDescription(/Please fill this in/);

  await chat.name.fill("Marta");
  await chat.email.fill("marta@nowhere");
  await chat.composer.press("Enter");
  await expect(chat.email).toHaveAccessibleDescription(/not an email address/);
  expect(await desk.tickets()).toEqual([]);

  await chat.email.fill("marta@example.com");
  await chat.composer.press("Enter");
  await chat.expectDelivery("Sent");
  expect((await desk.ticket()).requester.name).toBe("Marta");
});

test("answers that get lost on the way double nothing, across reloads", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);

  const lost = await loseAnswers(page, "**/api/c/*/chats");
  await chat.write("First");
  await lost.stored();
  await page.reload();
  await expect(chat.message("First")).toContainText("Sending");
  await lost.end();
  await page.reload();
  await chat.expectDelivery("Sent");

  const { chatId } = await desk.ticket();
  const lostAgain = await loseAnswers(page, `**/api/chats/${chatId}/messages`);
  await chat.write("Second");
  await lostAgain.stored();
  await lostAgain.end();
  await page.reload();
  await expect(chat.message("Second")).toHaveCount(1);
  await chat.expectDelivery("Sent");
  expect(await desk.bodies(chatId)).toEqual(["First", "Second"]);
});

test("offline says so, keeps what is written, and sends it in order when there is a network again", async ({
  page,
  context,
  tenant,
}) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("Online");
  await chat.expectDelivery("Sent");
  const { chatId } = await desk.ticket();

  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await chat.write("One");
  await chat.write("Two");
  await expect(chat.message("Two")).toContainText("Will be sent by itself");
  await desk.reply(chatId, "Are you there?");
  await context.setOffline(false);

  await expect(chat.message("Are you there?")).toBeVisible();
  await expect(page.getByText("You are offline.")).toBeHidden();
  await expect.poll(() => desk.bodies(chatId)).toEqual(["Online", "Are you there?", "One", "Two"]);
  await chat.expectDelivery("Sent");
});

test("what could not be sent survives a reload", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("Hello");
  await chat.expectDelivery("Sent");
  const { chatId } = await desk.ticket();

  const messages = `**/api/chats/${chatId}/messages`;
  await page.route(messages, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await chat.write("Kept");
  await expect(chat.message("Kept")).toContainText("Will be sent");
  await page.reload();
  await expect(chat.message("Kept")).toBeVisible();
  await page.unroute(messages);
  await page.reload();
  await expect.poll(() => desk.bodies(chatId)).toEqual(["Hello", "Kept"]);
  await expect(chat.message("Kept")).toHaveCount(1);
});

test("two tabs are in step, from the first message on", async ({ page, context, tenant }) => {
  const inbox = await tenant.inbox();
  const other = await context.newPage();
  await page.goto(`/c/${inbox.key}`);
  await other.goto(`/c/${inbox.key}`);
  const [here, there] = [customerPage(page), customerPage(other)];
  await expect(there.composer).toBeVisible();

  await here.write("From the first tab");
  await here.expectDelivery("Sent");
  await expect(there.message("From the first tab")).toBeVisible();
  await expectLive(other);
  await there.write("From the second tab");
  await expect(here.message("From the second tab")).toBeVisible();
  await expect(there.message("From the second tab")).toHaveCount(1);
});

test("who comes back later finds the conversation, and where the unread begins", async ({
  page,
  context,
  tenant,
}) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  await page.goto(`/c/${inbox.key}`);
  await customerPage(page).write("I'll be back");
  await customerPage(page).expectDelivery("Sent");
  const { chatId } = await desk.ticket();
  await page.close();
  await desk.reply(chatId, "Here is your answer");

  const later = await context.newPage();
  const chat = customerPage(later);
  await later.goto(`/c/${inbox.key}`);
  await expect(chat.message("Here is your answer")).toBeVisible();
  await expect(chat.log.getByText("New", { exact: true })).toBeVisible();
  await chat.openList();
  await later.getByRole("button", { name: "New conversation" }).click();
  await chat.write("Something else");
  await chat.expectDelivery("Sent");
  await chat.openList();
  await later.getByRole("button", { name: /I'll be back/ }).click();
  await expect(chat.message("Here is your answer")).toBeVisible();
  await expect(chat.log.getByText("New", { exact: true })).toBeHidden();
});

test("an ended access says so, and starting again keeps what was being written", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("Before");
  await chat.expectDelivery("Sent");
  await chat.composer.fill("Half a thought");

  await page.evaluate((key) => localStorage.setItem(key, "x".repeat(43)), `flowra.customer.${inbox.key}`);
  await page.reload();
  await expect(page.getByText("This browser’s access has ended")).toBeVisible();
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(chat.composer).toHaveValue("Half a thought");
  await chat.composer.press("Enter");
  await chat.expectDelivery("Sent");
  await expect(chat.message("Before")).toHaveCount(0);
});

test("a message to a closed conversation starts a new one that follows it", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("Old matter");
  await chat.expectDelivery("Sent");
  await desk.ticket();
  await tenant.sql`update tasks set status = 'closed', resolved_at = now(), closed_at = now()
    where workspace_id = ${tenant.id}`;

  await page.reload();
  await expect(page.getByText("Your next message starts a new one.")).toBeVisible();
  await chat.write("It is broken again");
  await expect(chat.message("It is broken again")).toBeVisible();
  await expect(chat.message("Old matter")).toHaveCount(0);
  await expect.poll(async () => (await desk.tickets()).length).toBe(2);
  await chat.openList();
  await expect(page.getByRole("listitem")).toHaveCount(2);
  // The browser's Back leads through what was looked at.
  await page.getByRole("button", { name: /^Old matter/ }).click();
  await expect(chat.message("Old matter")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await page.goBack();
  await expect(chat.message("It is broken again")).toBeVisible();
});

test("a mailed link opens the conversation in another browser, and its secret reaches no log", async ({
  browser,
  page,
  tenant,
  baseURL,
}) => {
  const inbox = await tenant.inbox();
  await page.goto(`/c/${inbox.key}`);
  await customerPage(page).write("Write me a mail");
  await customerPage(page).expectDelivery("Sent");
  const link = randomBytes(32).toString("base64url");
  await tenant.sql`insert into customer_tokens (workspace_id, id, customer_id, inbox_id, kind, token_hash, expires_at)
    select workspace_id, ${newId()}, id, ${inbox.id}, 'mail_link',
      ${createHash("sha256").update(link).digest("base64url")}, now() + interval '1 day'
    from customers where workspace_id = ${tenant.id}`;

  const elsewhere = await browser.newPage();
  const addresses: string[] = [];
  elsewhere.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));
  await elsewhere.goto(`${baseURL}/c/${inbox.key}/return#${link}`);
  await expect(customerPage(elsewhere).message("Write me a mail")).toBeVisible();
  expect(addresses.filter((address) => address.split("#")[0]!.includes(link))).toEqual([]);
  await elsewhere.close();
});

test("a link that is not one, cut or expired, leads to the chat", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  for (const fragment of ["", "#short", `#${"a".repeat(43)}`, "#<script>alert(1)</script>"]) {
    await page.goto("about:blank");
    await page.goto(`/c/${inbox.key}/return${fragment}`);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  }
  await page.getByRole("link", { name: "Go to the chat" }).click();
  await expect(customerPage(page).composer).toBeVisible();
});

test("an unknown inbox is not found, and the page tells nothing else", async ({ page, tenant }) => {
  await tenant.inbox();
  for (const key of ["no-such-inbox", "x", "%00", "..%2Fw", "A".repeat(300)]) {
    const response = await page.goto(`/c/${key}`);
    expect(response?.status()).toBe(404);
    expect(response?.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  }
  await expect(page.getByRole("link")).toHaveCount(0);
});

const hostile = [
  `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">`,
  "[click](javascript:window.hacked=1) ![x](https://canary.invalid/x.png)",
  "\u202Egnp.exe\u202C شلومو Z̸̢̛̺͔a̷l̶g̵o̴",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody tries on template engines
  "{{constructor.constructor('window.hacked=1')()}} ${7*7} %s %00",
  "lone \uD800 surrogate and NUL \u0000 inside",
  "'; drop table messages; -- \" \\ ",
];

test("hostile words are only words", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const strange: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("canary")) strange.push(request.url());
  });
  page.on("pageerror", (error) => strange.push(error.message));
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.name.fill(hostile[0]!);
  await chat.email.fill("a@b.example");
  for (const text of hostile) await chat.write(text);
  await expect.poll(async () => (await desk.tickets()).length).toBe(1);
  const { chatId } = await desk.ticket();
  await expect.poll(async () => (await desk.bodies(chatId)).length).toBe(hostile.length);
  await expect(chat.message("drop table messages")).toBeVisible();
  for (const body of hostile.slice(0, 2)) await desk.reply(chatId, body);
  await expect(chat.message("window.hacked = 1")).toHaveCount(2);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(strange).toEqual([]);
});

test("20,001 characters are too many, and the page says by how many", async ({ page, tenant }) => {
  const inbox = await tenant.inbox();
  const desk = deskOf(await tenant.member("agent"), tenant);
  const chat = customerPage(page);
  await page.goto(`/c/${inbox.key}`);
  await chat.write("x".repeat(20_001));
  await expect(chat.composer).toHaveAccessibleDescription(/1 character too many.*20,000/);
  expect(await desk.tickets()).toEqual([]);
  await chat.write("y".repeat(20_000));
  await chat.expectDelivery("Sent");
});
