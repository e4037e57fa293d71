import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Conversation, test } from "./fixtures/conversation";
import type { PageOf } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

/** What an agent's page shows of the open ticket. */
function thread(page: Page) {
  const log = page.getByRole("log");
  return {
    log,
    composer: page.getByRole("textbox", { name: /^(Reply to|Note to)/ }),
    entry: (text: string) => log.getByRole("article").filter({ hasText: text }),
    stale: page.getByRole("region", { name: /others wrote meanwhile/ }),
    button: (name: string) => page.getByRole("button", { name, exact: true }),
  };
}

/** The same member's ticket in another browser. */
async function elsewhere(pageOf: PageOf, { agent, agentPage }: Conversation): Promise<Page> {
  const page = await pageOf(agent);
  await page.goto(agentPage.url());
  await expectLive(page);
  return page;
}

/** What the server holds of the member's draft. */
const draftOf = async ({ tenant, chatId, agent }: Conversation) => {
  const [row] = await tenant.sql<{ body: string }[]>`
    select body from drafts where chat_id = ${chatId} and user_id = ${agent.userId}`;
  return row?.body ?? null;
};

test.describe("a reply into a conversation that has moved on", () => {
  test("is shown what was missed, and is edited, sent anyway or discarded", async ({ conversation }) => {
    const { agentPage, customer, desk, chatId, tell } = conversation;
    const page = thread(agentPage);
    // The agent reads further up while the customer goes on.
    await page.composer.fill("We will look into it");
    await agentPage.context().setOffline(true);
    await tell("Never mind, it works again");
    await desk.note(chatId, "Not from us");
    await agentPage.keyboard.press("Control+Enter");
    await agentPage.context().setOffline(false);

    await expect(page.stale).toBeVisible();
    await expect(page.stale.getByRole("listitem")).toHaveText([/Never mind, it works again/]);
    await expect(page.stale).toContainText("We will look into it");
    await expect(customerPage(customer).message("We will look into it")).toBeHidden();
    await expectAccessible(agentPage);

    await page.stale.getByRole("button", { name: "Edit" }).click();
    await expect(page.stale).toBeHidden();
    await expect(page.composer).toHaveValue("We will look into it");
    await expect(page.composer).toBeFocused();
    await page.composer.fill("Glad to hear it");
    await agentPage.keyboard.press("Control+Enter");
    await expect(customerPage(customer).message("Glad to hear it")).toBeVisible();
    await expect(page.entry("We will look into it")).toBeHidden();
  });

  test("of several messages that waited offline none stops the other, and all go at once", async ({
    conversation,
  }) => {
    const { agentPage, customer, tell } = conversation;
    const page = thread(agentPage);
    await agentPage.context().setOffline(true);
    for (const text of ["First of mine", "Second of mine"]) {
      await page.composer.fill(text);
      await agentPage.keyboard.press("Control+Enter");
    }
    await tell("Meanwhile");
    await agentPage.context().setOffline(false);
    await expect(page.stale).toContainText("2 replies not sent yet");
    // Neither is lost with the page.
    await agentPage.reload();
    await expect(page.stale).toContainText("2 replies not sent yet");
    await page.stale.getByRole("button", { name: "Send anyway" }).click();
    await expect(customerPage(customer).message("Second of mine")).toBeVisible();
    const said = await customerPage(customer).log.getByRole("article").allInnerTexts();
    const at = (text: string) => said.findIndex((one) => one.includes(text));
    expect(at("Meanwhile")).toBeLessThan(at("First of mine"));
    expect(at("First of mine")).toBeLessThan(at("Second of mine"));
    await expect(page.stale).toBeHidden();
  });

  test("is discarded, and taken back with its files", async ({ conversation }) => {
    const { agentPage, tell } = conversation;
    const page = thread(agentPage);
    const attached = agentPage.getByRole("list", { name: "Attached files" }).getByRole("listitem");
    const buffer = Buffer.from("what happened");
    await agentPage
      .locator("input[type=file]")
      .setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer });
    await expect(attached).toContainText("13 byte");
    await agentPage.context().setOffline(true);
    await page.composer.fill("Not needed");
    await agentPage.keyboard.press("Control+Enter");
    await tell("Meanwhile");
    await agentPage.context().setOffline(false);
    await expect(page.stale).toContainText("log.txt");
    await page.stale.getByRole("button", { name: "Discard" }).click();
    await expect(page.stale).toBeHidden();
    await expect(attached).toHaveCount(0);
    await agentPage.getByRole("button", { name: /^Undo/ }).click();
    await expect(page.composer).toHaveValue("Not needed");
    await expect(attached).toContainText("log.txt");
    await agentPage.keyboard.press("Control+Enter");
    await expect(page.entry("Not needed")).toContainText("log.txt");
  });

  test("does not concern who has seen it, nor two messages of one's own", async ({
    conversation,
    pageOf,
  }) => {
    const { agentPage, write } = conversation;
    const page = thread(agentPage);
    const other = await elsewhere(pageOf, conversation);
    await thread(other).composer.fill("From my other browser");
    await other.keyboard.press("Control+Enter");
    await page.composer.fill("From this one");
    await agentPage.keyboard.press("Control+Enter");
    await expect(page.entry("From this one")).toContainText(/Sent|Delivered|Read/);
    await write("Thanks");
    await expect(page.entry("Thanks")).toBeVisible();
    await page.composer.fill("You are welcome");
    await agentPage.keyboard.press("Control+Enter");
    await expect(page.entry("You are welcome")).toContainText(/Sent|Delivered|Read/);
    await expect(page.stale).toBeHidden();
  });
});

test.describe("a draft", () => {
  test("is there in another tab and another browser, and gone once it is sent", async ({
    conversation,
    pageOf,
  }) => {
    const { agentPage, agent, tenant } = conversation;
    const page = thread(agentPage);
    const second = await agentPage.context().newPage();
    await second.goto(agentPage.url());
    await expectLive(second);
    await page.button("Note").click();
    await page.composer.fill("  Two lines,\nexactly ");
    await expect(thread(second).composer).toHaveValue("  Two lines,\nexactly ");
    await expect(thread(second).button("Note")).toHaveAttribute("aria-pressed", "true");

    const other = await elsewhere(pageOf, conversation);
    await expect(thread(other).composer).toHaveValue("  Two lines,\nexactly ");
    // In the list of somebody who looks at nothing.
    const list = await pageOf(agent);
    await inboxPage(list, tenant.slug).goto();
    await expect(inboxPage(list, tenant.slug).row("Draft")).toBeVisible();

    await agentPage.bringToFront();
    await page.button("Add note").click();
    await expect(page.entry("exactly")).toBeVisible();
    await expect(page.composer).toHaveValue("");
    await expect(thread(second).composer).toHaveValue("");
    await expect(thread(other).composer).toHaveValue("");
    await expect(inboxPage(list, tenant.slug).row("Draft")).toBeHidden();
    expect(await draftOf(conversation)).toBe("");
    await other.reload();
    await expect(thread(other).composer).toHaveValue("");
  });

  test("survives that the ticket is handed on, a reload, and time without a network", async ({
    conversation,
  }) => {
    const { agentPage, agent, tenant, chatId } = conversation;
    const page = thread(agentPage);
    await agentPage.context().setOffline(true);
    await page.composer.fill("Written in a tunnel");
    await agentPage.context().setOffline(false);
    await expect.poll(() => draftOf(conversation)).toBe("Written in a tunnel");
    const other = await tenant.member("agent", "Ben Okafor");
    const hold = (id: string) =>
      tenant.sql`update tasks set assignee_user_id = ${id} where chat_id = ${chatId}`;
    await hold(other.userId);
    await agentPage.reload();
    await expect(page.composer).toBeHidden();
    await hold(agent.userId);
    await agentPage.reload();
    await expect(page.composer).toHaveValue("Written in a tunnel");
  });

  test("never overwrites what is being written; what was written elsewhere is offered", async ({
    conversation,
    pageOf,
  }) => {
    const { agentPage } = conversation;
    const page = thread(agentPage);
    const other = await elsewhere(pageOf, conversation);
    await agentPage.context().setOffline(true);
    await page.composer.fill("Here");
    await thread(other).composer.fill("There");
    await expect.poll(() => draftOf(conversation)).toBe("There");
    await agentPage.context().setOffline(false);
    const offer = agentPage.getByText("You also wrote this in another tab or device:");
    await expect(offer).toBeVisible();
    await expect(page.composer).toHaveValue("Here");
    await page.button("Use that").click();
    await expect(page.composer).toHaveValue("There");
    await expect(offer).toBeHidden();
  });
});

test("unsent messages survive a reload; a refused one is copied, tried again or deleted", async ({
  conversation,
}) => {
  const { agentPage, customer, chatId } = conversation;
  const page = thread(agentPage);
  await agentPage.context().setOffline(true);
  await page.composer.fill("Waits");
  await agentPage.keyboard.press("Control+Enter");
  await expect(page.entry("Waits")).toContainText("Will be sent by itself");
  let refuse = true;
  await agentPage.route(`**/api/chats/${chatId}/messages`, (route) =>
    refuse && route.request().method() === "POST"
      ? route.fulfill({ status: 422, json: { error: { code: "INVALID" } } })
      : route.fallback(),
  );
  await agentPage.context().setOffline(false);
  await expect(page.entry("Waits")).toContainText("Not sent");
  await expect(page.entry("Waits").getByRole("button", { name: "Copy" })).toBeVisible();
  await agentPage.reload();
  await expect(page.entry("Waits")).toContainText("Not sent");
  refuse = false;
  await page.entry("Waits").getByRole("button", { name: "Try again" }).click();
  await expect(customerPage(customer).message("Waits")).toBeVisible();
});

test("what can't be sent is said so, and stays", async ({ conversation }) => {
  const { agentPage } = conversation;
  const page = thread(agentPage);
  for (const text of ["   \n ", "\u200B\u202E\u0007"]) {
    await page.composer.fill(text);
    await agentPage.keyboard.press("Control+Enter");
    await expect(agentPage.getByText("There is nothing to see in this.")).toBeVisible();
    await expect(page.composer).toHaveValue(text);
  }
  const long = "x".repeat(20_005);
  await page.composer.fill(long);
  await expect(agentPage.getByText("5 characters too many")).toBeVisible();
  await agentPage.keyboard.press("Control+Enter");
  await expect(page.composer).toHaveValue(long);
  await agentPage.reload();
  await expect(page.composer).toHaveValue(long);
  await page.composer.fill("With a \u202Ehidden\u202C turn");
  await expect(agentPage.getByText("Invisible control characters are left out")).toBeVisible();
  await agentPage.keyboard.press("Control+Enter");
  await expect(page.entry("With a hidden turn")).toBeVisible();
});

test("keys wrap what is selected, and nothing is sent while a word is being composed", async ({
  conversation,
}) => {
  const { agentPage } = conversation;
  const page = thread(agentPage);
  await page.composer.fill("bold");
  await page.composer.selectText();
  await agentPage.keyboard.press("Control+b");
  await expect(page.composer).toHaveValue("**bold**");
  await agentPage.keyboard.press("Control+z");
  await expect(page.composer).toHaveValue("bold");
  await page.composer.selectText();
  await agentPage.keyboard.press("Control+k");
  await expect(page.composer).toHaveValue("[bold](https://)");
  await agentPage.keyboard.type("https://flowra.example");
  await expect(page.composer).toHaveValue("[bold](https://flowra.example)");

  await page.composer.fill("");
  const ime = await agentPage.context().newCDPSession(agentPage);
  await page.composer.focus();
  await ime.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  await page.composer.dispatchEvent("keydown", { key: "Enter", ctrlKey: true, isComposing: true });
  await ime.send("Input.insertText", { text: "日本" });
  await expect(page.composer).toHaveValue("日本");
  await expect(page.log.getByText("日本")).toBeHidden();
  await agentPage.keyboard.press("Control+Enter");
  await expect(page.entry("日本")).toBeVisible();
});

test("on a phone: writes, answers a conversation that moved on, and nothing is cut off", async ({
  conversation,
}) => {
  const { agentPage, tell } = conversation;
  await agentPage.setViewportSize({ width: 390, height: 780 });
  const page = thread(agentPage);
  await agentPage.context().setOffline(true);
  await page.composer.fill("From the road");
  await page.button("Send reply").click();
  await tell("Meanwhile");
  await agentPage.context().setOffline(false);
  await expect(page.stale).toBeVisible();
  await expectNoSidewaysScroll(agentPage);
  await expectAccessible(agentPage);
  await page.stale.getByRole("button", { name: "Send anyway" }).click();
  await expect(page.entry("From the road")).toContainText(/Sent|Delivered|Read/);
});
