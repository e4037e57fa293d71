import { expectAccessible } from "./fixtures/accessibility";
import { customersWrite } from "./fixtures/customers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

test("tickets of two customers are merged by key, each is answered alone, and they come apart again", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, ana, mark] = await Promise.all([
    tenant.inbox(),
    tenant.member("agent", "Ana Horvat"),
    tenant.member("manager", "Mark Novak"),
  ]);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: the brake squeaks"]);
  await page.goto(`${baseURL}/c/${inbox.key}`);
  const customer = customerPage(page);
  await customer.write("Brake again");
  await customer.expectDelivery("Sent");
  // The latest comes first among those to choose from, until more is typed.
  await customersWrite(page, inbox.key, baseURL!, ["Lea: a flat tyre"]);
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  const [agent, other] = [inboxPage(anaPage, tenant.slug), inboxPage(markPage, tenant.slug)];
  await Promise.all([agent.goto(), other.goto()]);
  await other.open("Kim: the brake");
  await agent.open("Brake again");

  await anaPage.keyboard.press("Escape");
  await anaPage.keyboard.press("Shift+M");
  const dialog = anaPage.getByRole("dialog", { name: "Merge #2 into another ticket" });
  await expect(dialog.getByRole("option")).toHaveCount(2);
  await dialog.getByRole("combobox").fill("#1");
  await expect(dialog.getByRole("option")).toHaveCount(1);
  await expect(dialog.getByRole("option", { selected: true })).toContainText("the brake squeaks");
  await anaPage.keyboard.press("Enter");
  await expect(dialog.getByText(/each go on seeing their own conversation alone/)).toBeVisible();
  await expectAccessible(anaPage);
  await dialog.getByRole("button", { name: "Merge into #1" }).click();
  await expect(agent.toast("#2 was merged into #1")).toBeVisible();

  // Who was merged into is open, with both, for the colleague too; the customer writes on where they are.
  for (const look of [agent, other]) {
    await expect(look.entry("Kim: the brake squeaks")).toBeVisible();
    await expect(look.entry("Brake again")).toContainText("#2");
    await expect(look.log.getByText("Ana Horvat merged #2 into this ticket")).toBeVisible();
  }
  await customer.write("And it smells");
  await expect(other.entry("And it smells")).toBeVisible();

  await agent.reply("For the first one");
  await expect(agent.entry("For the first one")).toBeVisible();
  await agent.entry("And it smells").hover();
  await anaPage.getByRole("toolbar").getByRole("button", { name: "Reply" }).click();
  await expect(anaPage.getByRole("button", { name: /^To .* · #2$/ })).toBeVisible();
  await agent.reply("For the second one");
  await expect(customer.message("For the second one")).toBeVisible();
  await expect(page.getByText("For the first one")).toBeHidden();
  await expect(page.getByText("Kim: the brake squeaks")).toBeHidden();
  await expectAccessible(anaPage);

  await other.log
    .getByRole("listitem")
    .filter({ hasText: "merged #2" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(agent.entry("Brake again")).toBeHidden();
  await expect(agent.entry("For the first one")).toBeVisible();
  await expect(other.entry("For the second one")).toBeHidden();
  await other.open("Brake again");
  await expect(other.entry("For the second one")).toBeVisible();
  await expect(other.log.getByText("Mark Novak took this ticket out of #1 again")).toBeVisible();
});

test("messages are chosen by keyboard and become a ticket of their own, which is answered and taken back", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, ana] = await Promise.all([tenant.inbox(), tenant.member("manager", "Ana Horvat")]);
  await page.goto(`${baseURL}/c/${inbox.key}`);
  const customer = customerPage(page);
  await customer.write("The brake squeaks");
  await customer.write("Another thing, the bell is gone");
  const anaPage = await pageOf(ana);
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("The brake squeaks");
  await expect(agent.entry("the bell is gone")).toBeVisible();

  await anaPage.getByRole("button", { name: "More actions" }).first().click();
  await anaPage.getByRole("menuitem", { name: "Split messages off…" }).click();
  const bar = anaPage.getByRole("form", { name: "Split messages into a new ticket" });
  await expect(agent.log).toBeFocused();
  await anaPage.keyboard.press("ArrowUp");
  await expect(agent.entry("the bell is gone")).toBeFocused();
  await anaPage.keyboard.press("Space");
  await expect(agent.entry("the bell is gone").getByRole("checkbox")).toBeChecked();
  await expect(bar.getByText("1 message selected")).toBeVisible();
  await expectAccessible(anaPage);
  await bar.getByRole("textbox").fill("The bell");
  await anaPage.keyboard.press("Enter");
  await expect(agent.toast("1 message split into #2")).toBeVisible();
  await expect(anaPage.getByRole("button", { name: "The bell. Rename ticket" })).toBeVisible();
  await expect(agent.entry("the bell is gone")).toContainText("#1");
  await expect(agent.entry("The brake squeaks")).toBeHidden();
  await anaPage.keyboard.press("z");
  await expect(agent.entry("The brake squeaks")).toBeVisible();
  await expect(agent.log.getByText("Ana Horvat split 1 message into #2")).toContainText("undone by");

  await agent.entry("the bell is gone").hover();
  await anaPage.getByRole("toolbar").getByRole("button", { name: "More" }).click();
  await anaPage.getByRole("menuitem", { name: "Select to split off" }).click();
  await bar.getByRole("button", { name: "Make a ticket" }).click();
  await expect(agent.toast("1 message split into #3")).toBeVisible();
  await agent.reply("A bell is five euros");
  await expect(agent.entry("A bell is five euros")).toBeVisible();
  await agent.row("The brake squeaks").click();
  await expect(agent.entry("the bell is gone")).toContainText("Goes on in #3");
});
