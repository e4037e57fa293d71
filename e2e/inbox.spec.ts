import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { customersWrite } from "./fixtures/customers";
import { type Tenant, test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

async function desk(tenant: Tenant) {
  const [inbox, ana, mark] = await Promise.all([
    tenant.inbox(),
    tenant.member("agent", "Ana Horvat"),
    tenant.member("manager", "Mark Novak"),
  ]);
  return { inbox, ana, mark };
}

test("a customer's chat reaches the agent live, and is answered, noted, snoozed, resolved and reopened", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, ana, mark } = await desk(tenant);
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  const [agent, manager] = [inboxPage(anaPage, tenant.slug), inboxPage(markPage, tenant.slug)];
  await Promise.all([agent.goto(), manager.goto()]);
  await expect(anaPage.getByText("Nothing for you yet")).toBeVisible();
  await expect(anaPage.getByRole("link", { name: "Open your chat page" })).toHaveAttribute(
    "href",
    `/c/${inbox.key}`,
  );

  const customer = customerPage(page);
  await page.goto(`${baseURL}/c/${inbox.key}`);
  await customer.write("My gears slip");
  await expect(agent.row("My gears slip")).toBeVisible();
  await agent.open("My gears slip");
  await expect(agent.status("New")).toBeVisible();
  await manager.open("My gears slip");
  await expect(anaPage.getByText("Mark Novak is viewing")).toBeVisible();
  await manager.composer.pressSequentially("Let me");
  await expect(anaPage.getByText("Mark Novak is replying…")).toBeVisible();

  await anaPage.getByRole("button", { name: "Assign to me" }).click();
  await expect(manager.assignee("Ana Horvat")).toBeVisible();
  await expect(agent.status("Open")).toBeVisible();

  await agent.note("He sounds **angry**");
  await expect(manager.entry("He sounds angry")).toHaveAttribute("data-kind", "note");
  await expect(manager.entry("He sounds angry").locator("strong")).toHaveText("angry");
  await anaPage.getByRole("button", { name: "Reply", exact: true }).click();
  await agent.reply("Which gear?");
  await expect(customer.message("Which gear?")).toBeVisible();
  await expect(page.getByText("He sounds angry")).toBeHidden();
  await expect(agent.entry("Which gear?")).toContainText("Read by the customer");
  // What Mark was writing stays with him, and with this ticket.
  await expect(manager.composer).toHaveValue("Let me");

  await anaPage.keyboard.press("Escape");
  await anaPage.keyboard.press("h");
  await anaPage.getByRole("button", { name: /^Tomorrow/ }).click();
  await expect(manager.log.getByText(/Ana Horvat snoozed this until/)).toBeVisible();
  await agent.showView("Mine");
  await expect(agent.row("My gears slip")).toBeHidden();
  await customer.write("The third");
  await expect(agent.row("My gears slip")).toBeVisible();
  await expect(agent.entry("The third")).toBeVisible();

  await anaPage.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(manager.status("Resolved")).toBeVisible();
  await expect(customer.log.getByText(/resolved/i)).toBeVisible();
  await expect(agent.row("My gears slip")).toBeHidden();
  await customer.write("It slips again");
  await expect(manager.status("Open")).toBeVisible();
  await expect(agent.row("My gears slip")).toBeVisible();
});

test("two who take the same ticket: the second is told who was first", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, mark } = await desk(tenant);
  const eva = await tenant.member("manager", "Eva Lind");
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello"]);
  const [evaPage, markPage] = [await pageOf(eva), await pageOf(mark)];
  const [second, first] = [inboxPage(evaPage, tenant.slug), inboxPage(markPage, tenant.slug)];
  // Eva's browser hears of nothing, so that she acts on what she saw.
  await evaPage.routeWebSocket(/./, (socket) => socket.close());
  await evaPage.goto(`/w/${tenant.slug}/inbox`);
  await second.open("Kim");
  await evaPage.route("**/api/**", (route) => route.abort());

  await first.goto();
  await first.open("Kim");
  await markPage.getByRole("button", { name: "Assign to me" }).click();
  await expect(markPage.getByText("#1 assigned to Mark Novak", { exact: true })).toBeVisible();
  await evaPage.getByRole("button", { name: "Assign to me" }).click();
  await expect(
    evaPage.getByText("Mark Novak changed it first. Now: Open, Mark Novak", { exact: true }),
  ).toBeVisible();
  await expect(second.assignee("Mark Novak")).toBeVisible();
  await evaPage.unrouteAll({ behavior: "ignoreErrors" });
});

test("who renames a ticket, or hands it to a team, overwrites nobody who did that first", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, mark } = await desk(tenant);
  const { sql, id: workspace_id } = tenant;
  const [brakes, wheels] = [newId(), newId()];
  await sql`insert into teams ${sql([
    { workspace_id, id: brakes, name: "Brakes" },
    { workspace_id, id: wheels, name: "Wheels" },
  ])}`;
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello"]);
  const markPage = await pageOf(mark);
  const manager = inboxPage(markPage, tenant.slug);
  await manager.goto();
  await manager.open("Kim");
  // Changes that this browser has not heard of.
  await sql`update tasks set title = 'Brake squeals', team_id = ${brakes} where workspace_id = ${workspace_id}`;
  await markPage.getByRole("button", { name: /Rename ticket$/ }).click();
  await markPage.getByRole("textbox", { name: "Title of the ticket" }).fill("Noise");
  await markPage.keyboard.press("Enter");
  await expect(markPage.getByText(/^Somebody changed it first\. Now: New/)).toBeVisible();
  await expect(markPage.getByRole("heading", { level: 1, name: "Brake squeals" })).toBeVisible();
  // The answer told of the team, too; another team since then is unknown again.
  await expect(manager.assignee("Unassigned")).toContainText("Brakes");
  await sql`update tasks set team_id = ${wheels} where workspace_id = ${workspace_id}`;
  await manager.assignee("Unassigned").click();
  await markPage.getByRole("option", { name: "No team" }).click();
  await expect(manager.assignee("Unassigned")).toContainText("Wheels");
  const [ticket] = await sql`select title, team_id from tasks where workspace_id = ${workspace_id}`;
  expect(ticket).toEqual({ title: "Brake squeals", team_id: wheels });
});

test("a ticket handed on leaves the screen of whoever may see it no longer; the others go on without a reload", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, ana, mark } = await desk(tenant);
  const ben = await tenant.member("agent", "Ben Okafor");
  const pages = await Promise.all([ana, ben, mark].map((member) => pageOf(member)));
  const [anaPage, , markPage] = pages as [Page, Page, Page];
  const screens = pages.map((one) => inboxPage(one, tenant.slug));
  const [second, manager] = [screens[1]!, screens[2]!];
  const customer = customerPage(page);
  await page.goto(`${baseURL}/c/${inbox.key}`);
  await customer.write("My gears slip");
  for (const screen of screens) {
    await screen.goto("?view=unassigned");
    await screen.open("My gears slip");
  }
  await expect(
    markPage.getByText(/(Ana Horvat, Ben Okafor|Ben Okafor, Ana Horvat) are viewing/),
  ).toBeVisible();

  await manager.assignee("Unassigned").click();
  await markPage.getByRole("option", { name: "Ben Okafor" }).click();
  await expect(anaPage.getByText("This ticket isn’t here")).toBeVisible();
  await expect(markPage.getByText("Ben Okafor is viewing")).toBeVisible();
  await second.composer.pressSequentially("Which");
  await expect(markPage.getByText("Ben Okafor is replying…")).toBeVisible();
  // Nobody's browser asks by itself: what comes now comes by the channel's new name.
  const deaf = [pages[1]!, markPage];
  for (const one of deaf) await one.route("**/api/**/messages?*", (route) => route.abort());
  await customer.write("The third");
  for (const screen of [second, manager]) await expect(screen.entry("The third")).toBeVisible();
  await expect(anaPage.getByText("The third")).toBeHidden();
  for (const one of deaf) await one.unrouteAll({ behavior: "ignoreErrors" });
});

test("a change is undone by Z", async ({ page, pageOf, baseURL, tenant }) => {
  const { inbox, ana } = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello"]);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("Kim");
  await anaPage.keyboard.press("p");
  await anaPage.keyboard.press("4");
  await expect(anaPage.getByRole("button", { name: "Priority: Urgent" }).first()).toBeVisible();
  await expect(anaPage.getByText("#1: priority Urgent", { exact: true })).toBeVisible();
  await anaPage.keyboard.press("z");
  await expect(anaPage.getByRole("button", { name: "Priority: Normal" }).first()).toBeVisible();
});

test("lists, search and the keyboard alone", async ({ page, pageOf, baseURL, tenant }) => {
  const { inbox, ana } = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: one wheel", "Lea: two bells", "Max: three saddles"]);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await expect(agent.list.getByRole("link")).toHaveCount(3);

  await anaPage.keyboard.press("j");
  await expect(anaPage).toHaveURL(/\/inbox\/\d+$/);
  await expect(agent.entry("three saddles")).toBeVisible();
  await anaPage.keyboard.press("j");
  await expect(agent.entry("two bells")).toBeVisible();
  await anaPage.keyboard.press("i");
  await expect(agent.assignee("Ana Horvat")).toBeVisible();
  await anaPage.keyboard.press("r");
  await expect(agent.composer).toBeFocused();
  await anaPage.keyboard.type("Which bells?");
  await anaPage.keyboard.press("Control+Enter");
  await expect(agent.entry("Which bells?")).toBeVisible();
  await anaPage.keyboard.press("Escape");
  await anaPage.keyboard.press("?");
  await expect(anaPage.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Assign to me");
  await anaPage.keyboard.press("Escape");

  await agent.showView("Mine");
  await expect(anaPage).toHaveURL(/view=mine/);
  await expect(agent.list.getByRole("link")).toHaveCount(1);
  await agent.showView("Unassigned");
  await expect(agent.list.getByRole("link")).toHaveCount(2);

  await anaPage.keyboard.press("/");
  await expect(agent.search).toBeFocused();
  await anaPage.keyboard.type("saddle");
  await expect(anaPage).toHaveURL(/q=saddle/);
  await expect(agent.list.getByRole("link")).toHaveCount(1);
  await anaPage.keyboard.type(" nothing like it");
  await expect(anaPage.getByText("Nothing found")).toBeVisible();
  await anaPage.getByRole("button", { name: "Clear search" }).last().click();
  await expect(agent.list.getByRole("link")).toHaveCount(2);
  await anaPage.reload();
  await expect(anaPage).toHaveURL(/view=unassigned/);
  await expect(agent.list.getByRole("link")).toHaveCount(2);
});

test("keys work at once after Escape, while the picker still fades out", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, ana } = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello"]);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("Kim");
  for (const key of ["s", "h"]) {
    await anaPage.keyboard.press(key);
    await expect(anaPage.getByRole(key === "s" ? "menu" : "dialog")).toBeVisible();
    await anaPage.keyboard.press("Escape");
    await anaPage.keyboard.press("a");
    await expect(anaPage.getByRole("dialog", { name: "Assign ticket" })).toBeVisible();
    await expect(anaPage.getByRole("combobox")).toBeFocused();
    await anaPage.keyboard.press("Escape");
    await expect(agent.assignee("Unassigned")).toBeFocused();
  }
  // Enter is the focused button's, although it also opens tickets of the list.
  await anaPage.keyboard.press("Enter");
  await expect(anaPage.getByRole("dialog", { name: "Assign ticket" })).toBeVisible();
});

test("new tickets wait under a pill while somebody walks through the list", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, ana } = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello"]);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.row("Kim").hover();
  await customersWrite(page, inbox.key, baseURL!, ["Lea: hello"]);
  await expect(anaPage.getByRole("button", { name: "Show 1 new ticket" })).toBeVisible();
  await expect(agent.list.getByRole("link")).toHaveCount(1);
  await anaPage.getByRole("button", { name: "Show 1 new ticket" }).click();
  await expect(agent.list.getByRole("link").first()).toContainText("Lea");
});

test("what is written is kept for its ticket across a reload, and as what it was", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const { inbox, ana } = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: hello", "Lea: hello"]);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("Kim");
  await anaPage.getByRole("button", { name: "Note", exact: true }).click();
  await agent.composer.fill("Ask the depot");
  await agent.open("Lea");
  await expect(agent.composer).toHaveValue("");
  await agent.open("Kim");
  await anaPage.reload();
  await expect(agent.composer).toHaveValue("Ask the depot");
  await expect(anaPage.getByRole("button", { name: "Add note", exact: true })).toBeVisible();
});

test("a ticket out of sight looks like one that doesn't exist, beside the list", async ({
  pageOf,
  newTenant,
}) => {
  const [ours, theirs] = [await newTenant("Ours"), await newTenant("Theirs")];
  const { ana } = await desk(ours);
  const { inbox } = await desk(theirs);
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, ours.slug);
  await agent.goto("/1");
  await expect(anaPage.getByText("This ticket isn’t here")).toBeVisible();
  const foreign = await anaPage.goto(`/w/${theirs.slug}/inbox/1`);
  expect(foreign?.status()).toBe(404);
  expect(inbox.key).not.toBe("");
});

test("whoever may not handle tickets is told whom to ask", async ({ pageOf, tenant }) => {
  const user = await tenant.member("user", "Uma Lind");
  const page = await pageOf(user);
  await page.goto(`/w/${tenant.slug}/inbox`);
  await expect(page.getByText("The inbox is for those who handle tickets")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`list, conversation and details are accessible in ${colorScheme}, also on a phone`, async ({
    page,
    pageOf,
    baseURL,
    tenant,
  }) => {
    const { inbox, ana } = await desk(tenant);
    await customersWrite(page, inbox.key, baseURL!, [
      "Kim: hello **you**\n\n- a\n- b\n\n`code`",
      "Lea: hello",
    ]);
    const wide = await pageOf(ana, { colorScheme, viewport: { width: 1440, height: 900 } });
    const desktop = inboxPage(wide, tenant.slug);
    await desktop.goto();
    await desktop.open("Kim");
    await desktop.note("A note for the team");
    await expect(desktop.entry("A note for the team")).toBeVisible();
    await expect(desktop.details).toBeVisible();
    expect((await new AxeBuilder({ page: wide }).setLegacyMode().analyze()).violations).toEqual([]);
    await wide.goto(`/w/${tenant.slug}/customers`);
    await expect(wide.getByRole("table")).toBeVisible();
    expect((await new AxeBuilder({ page: wide }).setLegacyMode().analyze()).violations).toEqual([]);

    const small = await pageOf(ana, { colorScheme, viewport: { width: 390, height: 844 } });
    const phone = inboxPage(small, tenant.slug);
    await phone.goto();
    expect((await new AxeBuilder({ page: small }).setLegacyMode().analyze()).violations).toEqual([]);
    await phone.open("Kim");
    await expect(phone.list).toBeHidden();
    expect((await new AxeBuilder({ page: small }).setLegacyMode().analyze()).violations).toEqual([]);
    await small.getByRole("button", { name: "Show or hide details" }).click();
    await expect(small.getByRole("dialog", { name: "Details" })).toContainText("Kim");
    await small.keyboard.press("Escape");
    await small.getByRole("link", { name: "Back" }).click();
    await expect(phone.list).toBeVisible();
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await small.getByRole("button", { name: "Notifications" }).click();
    await expect(small.getByRole("dialog", { name: "Notifications" })).toBeInViewport({ ratio: 1 });
  });
}
