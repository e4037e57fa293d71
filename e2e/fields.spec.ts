import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { customersWrite } from "./fixtures/customers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

test("a manager defines fields; agents fill them in, undo it, and see each other do it; customers see nothing of it", async ({
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
  await page.goto(`${baseURL}/c/${inbox.key}`);
  await customerPage(page).write("Gears slip");
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("Gears slip");

  await markPage.goto(`/w/${tenant.slug}/settings/fields`);
  await expect(markPage.getByText("No custom fields yet")).toBeVisible();
  const dialog = markPage.getByRole("dialog");
  const make = async (name: string, type: string, options: string[] = []) => {
    await markPage.getByRole("button", { name: "New field" }).click();
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("combobox", { name: "Type" }).click();
    await markPage.getByRole("option", { name: type, exact: true }).click();
    for (const [at, option] of options.entries())
      await dialog.getByRole("textbox", { name: `Option ${at + 1}` }).fill(option);
    await dialog.getByRole("button", { name: "New field" }).click();
    await expect(markPage.getByRole("heading", { name })).toBeVisible();
  };
  await make("Price", "Number");
  await make("Plan", "Choice", ["Small", "Large"]);
  // They come to whoever has a ticket open.
  const price = agent.details.getByRole("button", { name: /^Price: / });
  const plan = agent.details.getByRole("button", { name: /^Plan: / });
  await expect(plan).toHaveAccessibleName("Plan: None");

  await price.click();
  const typed = agent.details.getByRole("textbox", { name: "Price" });
  await typed.fill("a lot");
  await typed.press("Enter");
  await expect(
    anaPage.getByText("Price takes a number, such as 1250 or 12.5.", { exact: true }),
  ).toBeVisible();
  await price.click();
  await typed.fill("1 250,5");
  await typed.press("Enter");
  await expect(price).toHaveAccessibleName("Price: 1,250.5");
  await plan.press("Enter");
  await anaPage.getByRole("menuitemradio", { name: "Large" }).press("Enter");
  await expect(plan).toHaveAccessibleName("Plan: Large");
  await expect(agent.log.getByText("Ana Horvat set Plan to Large")).toBeVisible();
  await expectAccessible(anaPage);
  await plan.click();
  await anaPage.getByRole("menuitemradio", { name: "Small" }).click();
  await expect(agent.log.getByText("Ana Horvat changed Plan from Large to Small")).toBeVisible();
  await anaPage.keyboard.press("z");
  await expect(plan).toHaveAccessibleName("Plan: Large");

  // Whoever looks at the same ticket sees it.
  const second = await pageOf(mark);
  const manager = inboxPage(second, tenant.slug);
  await manager.goto();
  await manager.open("Gears slip");
  const theirPlan = manager.details.getByRole("button", { name: /^Plan: / });
  await expect(theirPlan).toHaveAccessibleName("Plan: Large");
  await theirPlan.click();
  await second.getByRole("menuitemradio", { name: "Small" }).click();
  await expect(plan).toHaveAccessibleName("Plan: Small");

  // An option that is in use is retired: it comes last, and stays where it was chosen. The order goes by keys.
  await expectAccessible(markPage);
  await markPage.getByRole("button", { name: "Change Plan" }).click();
  await dialog.getByRole("button", { name: "Remove Small" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await plan.click();
  await expect(anaPage.getByRole("menuitemradio")).toHaveText(["None", "Large", "Small"]);
  await anaPage.keyboard.press("Escape");
  await markPage.getByRole("button", { name: /^Drag Plan/ }).press("ArrowUp");
  const names = markPage.getByRole("list", { name: "Fields" }).getByRole("heading");
  await expect(names).toHaveText(["Plan", "Price"]);
  await markPage.getByRole("button", { name: "Archive Plan" }).click();
  await expect(plan).toBeHidden();
  await markPage.getByRole("button", { name: "Restore Plan" }).click();
  await expect(plan).toHaveAccessibleName("Plan: Small");
  await markPage.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(markPage);
  await expect(page.getByText("Plan")).toHaveCount(0);
});

test("the queue shows, sorts and filters by a field, live; what is no field is said", async ({
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
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip", "Lea: brakes squeak"]);
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  await markPage.goto(`/w/${tenant.slug}/settings/fields`);
  await markPage.getByRole("button", { name: "New field" }).click();
  const dialog = markPage.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Price");
  await dialog.getByRole("combobox", { name: "Type" }).click();
  await markPage.getByRole("option", { name: "Number", exact: true }).click();
  await dialog.getByRole("button", { name: "New field" }).click();
  await expect(markPage.getByRole("heading", { name: "Price" })).toBeVisible();

  const queue = anaPage.getByRole("table", { name: "Tickets" });
  await anaPage.goto(`/w/${tenant.slug}/queue?field.00000000-0000-7000-8000-000000000000=yes`);
  await expect(anaPage.getByText("a field that tickets don’t have", { exact: false })).toBeVisible();
  await anaPage.goto(`/w/${tenant.slug}/queue`);
  await anaPage.getByRole("button", { name: "Display" }).click();
  await anaPage.getByRole("checkbox", { name: "Price" }).click();
  await anaPage.keyboard.press("Escape");
  const row = (title: string) => queue.getByRole("row").filter({ hasText: title });
  const enter = async (title: string, price: string) => {
    await row(title)
      .getByRole("button", { name: /^Price of/ })
      .click();
    await row(title)
      .getByRole("textbox", { name: /^Price of/ })
      .fill(price);
    await anaPage.keyboard.press("Enter");
    await expect(row(title).getByRole("button", { name: `${price}` })).toBeVisible();
  };
  await enter("gears slip", "20");
  await enter("brakes squeak", "5");
  await queue.getByRole("button", { name: "Price", exact: true }).click();
  const titles = queue.locator("a[data-ticket]");
  await expect(titles).toHaveText([/brakes squeak/, /gears slip/]);
  await queue.getByRole("button", { name: "Price", exact: true }).click();
  await expect(titles).toHaveText([/gears slip/, /brakes squeak/]);
  await anaPage.getByRole("button", { name: "Filter" }).click();
  await anaPage.getByRole("group", { name: "Price" }).getByLabel("From").fill("10");
  await anaPage.keyboard.press("Enter");
  await expect(titles).toHaveText([/gears slip/]);
  await expectAccessible(anaPage);
  await anaPage.keyboard.press("Escape");
  await expect(anaPage.getByRole("button", { name: "Remove filter: Price: from 10" })).toBeVisible();

  // Another one's change takes the ticket out of the list, and is said to wait for whoever looks.
  await markPage.goto(`/w/${tenant.slug}/queue?${new URL(anaPage.url()).searchParams}`);
  const theirs = markPage.getByRole("row").filter({ hasText: "gears slip" });
  await theirs.getByRole("button", { name: /^Price of/ }).click();
  await theirs.getByRole("textbox", { name: /^Price of/ }).fill("7");
  await markPage.keyboard.press("Enter");
  await expect(row("gears slip").getByRole("button", { name: "Price of #1: 7" })).toBeVisible();
  await anaPage.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(anaPage);
});
