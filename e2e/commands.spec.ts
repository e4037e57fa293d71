import type { Locator, Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Conversation, test } from "./fixtures/conversation";
import type { PageOf } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { chatsPage } from "./screens/chats-page";
import { customerPage, expectLive } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";
import { taskPanel } from "./screens/task-panel";

/** A page of a member's, at a place of the workspace. */
async function at(pageOf: PageOf, url: string, ...who: Parameters<PageOf>): Promise<Page> {
  const page = await pageOf(...who);
  await page.goto(url);
  await expectLive(page);
  return page;
}

/** The agent of a conversation, and a manager who looks at the same ticket. */
async function twoAtTicket(pageOf: PageOf, conversation: Conversation) {
  const { tenant, agentPage } = conversation;
  const manager = await tenant.member("manager", "Mark Novak");
  const managerPage = await at(pageOf, agentPage.url(), manager);
  const agent = inboxPage(agentPage, tenant.slug);
  return { manager, managerPage, agent, other: inboxPage(managerPage, tenant.slug) };
}

/** Some work, made by hand; @returns its number, as the list beside the ticket has it */
async function makeBug(page: Page, title: string): Promise<number> {
  await page.keyboard.press("Shift+T");
  const dialog = page.getByRole("dialog", { name: "Make a task" });
  await dialog.getByLabel("What is to be done").fill(title);
  await dialog.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Bug" }).click();
  await dialog.getByRole("button", { name: "Make task" }).click();
  await expect(dialog).toBeHidden();
  const link = page.getByRole("list", { name: "Linked work" }).getByRole("link", { name: title });
  return Number(/#(\d+)/.exec((await link.textContent()) ?? "")![1]);
}

const send = async (composer: Locator, text: string) => {
  await composer.fill(text);
  await composer.press("Control+Enter");
};

const line = (log: Locator, text: string | RegExp) => log.getByRole("listitem").filter({ hasText: text });

test("hashtags change the ticket in every browser, and each line takes its change back", async ({
  pageOf,
  conversation,
}) => {
  const { customer } = conversation;
  const { agent, other, managerPage } = await twoAtTicket(pageOf, conversation);
  await send(agent.composer, "I take it from here #setPriority urgent #assign @me #setStatus pending");

  const details = taskPanel(other.details);
  await expect(details.field("Priority", "Urgent")).toBeVisible();
  await expect(details.field("Assignee", "Ana Horvat")).toBeVisible();
  await expect(details.field("Status", "Waiting on customer")).toBeVisible();
  // The customer hears what was said, and nothing of the rest.
  await expect(customerPage(customer).message("I take it from here")).toBeVisible();
  await expect(customerPage(customer).log).not.toContainText("#setPriority");
  await expect(customerPage(customer).log).not.toContainText("urgent");

  await other.log.getByRole("button", { name: /changes/ }).click();
  const changed = line(other.log, "Ana Horvat set the priority to Urgent");
  await changed.getByRole("button", { name: "Undo" }).click();
  await expect(changed).toContainText("undone by Mark Novak");
  await expect(changed.getByRole("button", { name: "Undo" })).toBeHidden();
  await expect(taskPanel(agent.details).field("Priority", "Normal")).toBeVisible();
  await expectAccessible(managerPage);
});

test("what can't be carried out is told to its author alone, with what would be right", async ({
  pageOf,
  conversation,
}) => {
  const { agentPage } = conversation;
  const { agent, other, managerPage } = await twoAtTicket(pageOf, conversation);
  await send(agent.composer, "Hurry #setPriority hihg #assign @me");
  const refusals = agentPage.getByRole("list", { name: "Commands that were not carried out" });
  await expect(refusals).toContainText("#setPriority");
  await expect(refusals).toContainText("low, normal, high, urgent");
  // The other command of the message was carried out.
  await expect(taskPanel(other.details).field("Assignee", "Ana Horvat")).toBeVisible();
  await expect(managerPage.getByRole("list", { name: "Commands that were not carried out" })).toBeHidden();
  await refusals.getByRole("button", { name: "Dismiss" }).click();
  await expect(refusals).toBeHidden();
});

test("a task is made from a message of a ticket, is linked with it in every browser, and done", async ({
  pageOf,
  conversation,
}) => {
  test.slow();
  const { agentPage, write, tenant } = conversation;
  const { agent, other } = await twoAtTicket(pageOf, conversation);
  await write("The bell does not ring");
  await agent.entry("The bell does not ring").hover();
  await agentPage.getByRole("toolbar").getByRole("button", { name: "More" }).click();
  await agentPage.getByRole("menuitem", { name: "Make a task of it" }).click();
  const dialog = agentPage.getByRole("dialog", { name: "Make a task" });
  const title = dialog.getByLabel("What is to be done");
  await expect(title).toHaveValue("The bell does not ring");
  await expectAccessible(agentPage);
  await title.fill("");
  await dialog.getByRole("button", { name: "Make task" }).click();
  await expect(dialog).toContainText("Say what is to be done.");
  await title.fill("Mend the bell");
  await dialog.getByRole("button", { name: "Assignee: Unassigned" }).click();
  await agentPage.getByRole("option", { name: "Mark Novak" }).click();
  await dialog.getByRole("button", { name: "Due date: No due date" }).click();
  await agentPage.getByRole("button", { name: /^Tomorrow/ }).click();
  await dialog.getByRole("button", { name: "Make task" }).click();

  const [mine, theirs] = [taskPanel(agent.details), taskPanel(other.details)];
  for (const { links } of [mine, theirs]) {
    await expect(links.getByRole("listitem")).toContainText(["Mend the bell"]);
    await expect(links).toContainText("Mark Novak");
  }
  // From the list to its panel, and from there to the message in which it was asked for.
  await theirs.links.getByRole("link", { name: /Mend the bell/ }).click();
  const managerPage = theirs.links.page();
  const sheet = managerPage.getByRole("dialog");
  await expect(taskPanel(sheet).heading("Mend the bell")).toBeVisible();
  await taskPanel(sheet).choose("Status", "Backlog", "To do");
  await taskPanel(sheet).choose("Status", "To do", "In progress");
  await expect(mine.links).toContainText("In progress");
  await taskPanel(sheet).choose("Status", "In progress", "Done");
  await expect(mine.links).toContainText("Done");
  await expect(line(agent.log, /Mark Novak finished task #/)).toBeVisible();
  await sheet.getByRole("link", { name: "Conversation" }).click();
  await managerPage
    .getByRole("log")
    .getByRole("button", { name: /changes/ })
    .click();
  await managerPage.getByRole("link", { name: "from this message" }).click();
  await expect(chatsPage(managerPage, tenant.slug).entry("The bell does not ring")).toBeVisible();
});

test("a number leads to its task: the panel over the conversation, its address, and an honest answer", async ({
  pageOf,
  conversation,
}) => {
  test.slow();
  const { agentPage, customer, tenant, chatId, desk } = conversation;
  const { agent, manager } = await twoAtTicket(pageOf, conversation);
  const number = await makeBug(agentPage, "Wheel falls off");
  await agent.reply(`It is #${number}, see also #99999`);
  // For customers it is text.
  await expect(customerPage(customer).message(`#${number}`)).toBeVisible();
  await expect(customerPage(customer).log.getByRole("link")).toHaveCount(0);

  const link = agent.entry("It is").getByRole("link", { name: `#${number}`, exact: true });
  await link.hover();
  await expect(agentPage.getByRole("tooltip")).toContainText("Wheel falls off");
  const before = agentPage.url();
  await link.click();
  const sheet = agentPage.getByRole("dialog");
  const panel = taskPanel(sheet);
  await expect(panel.heading("Wheel falls off")).toBeVisible();
  await expect(agentPage).toHaveURL(`${before}?task=${number}`);
  await expectAccessible(agentPage);

  // The same task at its own address, in another browser: live both ways.
  const other = await at(pageOf, `/w/${tenant.slug}/t/${number}`, manager);
  await expect(taskPanel(other).heading("Wheel falls off")).toBeVisible();
  await panel.choose("Severity", "Not set", "Blocker");
  await expect(taskPanel(other).field("Severity", "Blocker")).toBeVisible();
  await other.getByRole("button", { name: /Rename task/ }).click();
  await other.getByRole("textbox", { name: "Title of the task" }).fill("Wheels fall off");
  await other.keyboard.press("Enter");
  await expect(panel.heading("Wheels fall off")).toBeVisible();
  await expectAccessible(other);

  await agentPage.goBack();
  await expect(sheet).toBeHidden();
  await expect(agentPage).toHaveURL(before);
  await agent.entry("It is").getByRole("link", { name: "#99999" }).click();
  await expect(sheet).toContainText("This task isn’t here");
  await agentPage.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  // A ticket's number leads to the ticket.
  await desk.note(chatId, "Of #1");
  await agent.entry("Of #1").getByRole("link", { name: "#1", exact: true }).click();
  await expect(agentPage).toHaveURL(before);
});

test("work is linked by its number, taken off again, and put back", async ({ pageOf, conversation }) => {
  const { agentPage, tenant } = conversation;
  const { agent, other, manager } = await twoAtTicket(pageOf, conversation);
  const made = await manager.post<{ id: string }>(`/api/chats/${conversation.chatId}/messages`, {
    id: newId(),
    kind: "note",
    body: "#createEpic Better bikes",
  });
  expect(made).toBeTruthy();
  await expect(taskPanel(agent.details).links).toContainText("Better bikes");
  const [epic] = await tenant.sql<{ number: number }[]>`
    select number from tasks where workspace_id = ${tenant.id} and type = 'epic'`;
  const links = taskPanel(agent.details).links;
  const remove = agent.details.getByRole("button", { name: `Remove the link with #${epic!.number}` });
  await remove.click();
  await expect(links.getByRole("listitem")).toHaveCount(0);
  await expect(taskPanel(other.details).links.getByRole("listitem")).toHaveCount(0);

  await agent.details.getByRole("button", { name: "Link a task" }).click();
  const dialog = agentPage.getByRole("dialog", { name: "Link a task" });
  const number = dialog.getByRole("textbox");
  await number.fill("#99999");
  await number.press("Enter");
  await expect(dialog).toContainText("There is no #99999 here, or you may not see it.");
  await dialog.getByRole("combobox").click();
  await agentPage.getByRole("option", { name: "is caused by" }).click();
  await number.fill(`#${epic!.number}`);
  await number.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(taskPanel(other.details).links).toContainText("is caused by");
  await agentPage.keyboard.press("z");
  await expect(taskPanel(other.details).links.getByRole("listitem")).toHaveCount(0);
});

test("who may not change a task reads it, is offered no Undo, and is told so when they try", async ({
  pageOf,
  tenant,
}) => {
  const [ana, uma] = [await tenant.member("agent", "Ana Horvat"), await tenant.member("user", "Uma Vidal")];
  const anaPage = await at(pageOf, `/w/${tenant.slug}/chats`, ana);
  const chats = chatsPage(anaPage, tenant.slug);
  await chats.begin(["Uma Vidal", "Ana Horvat"], "Launch");
  await send(chats.composer, "#createTask Paint the frames priority:high due:+3d");
  await expect(taskPanel(anaPage).heading("Paint the frames")).toBeVisible();
  await send(chats.composer, "#setPriority urgent");
  await expect(
    line(chats.log, "set the priority to Urgent").getByRole("button", { name: "Undo" }),
  ).toBeVisible();

  const umaPage = await at(pageOf, anaPage.url(), uma);
  const theirs = chatsPage(umaPage, tenant.slug);
  const details = umaPage.getByRole("region", { name: "Details" });
  await expect(details).toContainText("You can look at this, but not change it.");
  await expect(details).toContainText("Urgent");
  await expect(details.getByRole("button", { name: /^Priority/ })).toHaveCount(0);
  await expect(line(theirs.log, "set the priority to Urgent")).toBeVisible();
  await expect(theirs.log.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await send(theirs.composer, "#setPriority low");
  await expect(umaPage.getByRole("list", { name: "Commands that were not carried out" })).toContainText(
    "You may not do that here.",
  );
  // Whoever is given it may.
  await taskPanel(anaPage).field("Assignee", "Unassigned").click();
  await anaPage.getByRole("option", { name: "Uma Vidal" }).click();
  await expect(taskPanel(details).field("Priority", "Urgent")).toBeVisible();
  await line(theirs.log, "set the priority to Urgent").getByRole("button", { name: "Undo" }).click();
  await expect(taskPanel(anaPage).field("Priority", "High")).toBeVisible();
});

test("by keyboard alone: a chat becomes a task, its fields change, on light and dark", async ({
  pageOf,
  tenant,
}) => {
  const [ana] = [await tenant.member("agent", "Ana Horvat"), await tenant.member("agent", "Bo Lind")];
  const page = await at(pageOf, `/w/${tenant.slug}/chats`, ana, { colorScheme: "dark" });
  const chats = chatsPage(page, tenant.slug);
  await chats.begin(["Bo Lind", "Ana Horvat"], "Spring sale");
  await page.keyboard.press("Escape");
  await chats.log.focus();
  await page.keyboard.press("Shift+T");
  const dialog = page.getByRole("dialog", { name: "Make a task" });
  await expect(dialog.getByLabel("What is to be done")).toBeFocused();
  await page.keyboard.type("Plan the sale");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const panel = taskPanel(page.getByRole("region", { name: "Details" }));
  await expect(panel.heading("Plan the sale")).toBeVisible();
  await panel.field("Due date", "No due date").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: /^Today/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.field("Due date", "No due date")).toBeHidden();
  await expect(chats.log.getByRole("button", { name: /3 changes.*set the due date/ })).toBeVisible();
  await page.keyboard.press("p");
  await page.keyboard.press("4");
  await expect(panel.field("Priority", "Urgent")).toBeVisible();
  await page.keyboard.press("s");
  // The list is ready for keys once it has the focus.
  await expect(page.getByRole("menuitemradio", { name: "Backlog" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "To do" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.field("Status", "To do")).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
});

test("on a phone the panel comes from below and fits", async ({ pageOf, conversation }) => {
  const { agentPage, agent: ana } = conversation;
  const number = await makeBug(
    agentPage,
    "A rather long title of a bug that has to break into several lines",
  );
  const phone = await at(pageOf, `${agentPage.url()}?task=${number}`, ana, {
    viewport: { width: 390, height: 844 },
  });
  const sheet = phone.getByRole("dialog");
  await expect(taskPanel(sheet).field("Status", "Backlog")).toBeVisible();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await expect(phone).toHaveURL(agentPage.url());
});
