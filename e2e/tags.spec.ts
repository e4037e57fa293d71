import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

test("tags are put on by key, button and hashtag, searched for, kept in order by a manager, and seen live", async ({
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
  const customer = customerPage(page);
  await customer.write("Gears slip");
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("Gears slip");
  await markPage.goto(`/w/${tenant.slug}/settings/tags`);
  await expect(markPage.getByText("No tags yet")).toBeVisible();

  const picker = anaPage.getByRole("dialog", { name: "Tags" });
  const find = picker.getByRole("combobox");
  await anaPage.keyboard.press("t");
  await expect(picker.getByText("There are no tags yet", { exact: false })).toBeVisible();
  await find.fill("Needs refund");
  await expect(picker.getByRole("option", { selected: true })).toContainText("Needs refund");
  await anaPage.keyboard.press("Enter");
  await expect(picker.getByRole("option", { name: "Needs refund", checked: true })).toBeVisible();
  await expectAccessible(anaPage);
  await find.fill("Late");
  await expect(picker.getByRole("option", { selected: true })).toContainText("Late");
  await anaPage.keyboard.press("Enter");
  await anaPage.keyboard.press("Escape");
  await expect(agent.row("Gears slip")).toContainText("Needs refund");
  const chips = agent.details.getByRole("button", { name: "Tags: Late, Needs refund" });
  await expect(chips).toBeVisible();
  await expect(agent.log.getByText("Ana Horvat added the tag Late")).toBeVisible();

  await anaPage.keyboard.press("z");
  await expect(agent.details.getByRole("button", { name: "Tags: Needs refund" })).toBeVisible();
  await anaPage.keyboard.press("n");
  await agent.composer.fill("#tag la");
  await anaPage.getByRole("option", { name: "Late" }).click();
  await expect(anaPage.getByText("Tags: Late", { exact: true })).toBeVisible();
  await anaPage.getByRole("button", { name: "Add note", exact: true }).click();
  await expect(chips).toBeVisible();

  const tags = markPage.getByRole("list", { name: "Tags" }).getByRole("listitem");
  await expect(tags.filter({ hasText: "Late" })).toContainText("1 ticket");
  await expectAccessible(markPage);
  await markPage.getByRole("button", { name: "Change Late" }).click();
  await markPage.getByRole("textbox", { name: "Name" }).fill("needs REFUND");
  await markPage.getByRole("button", { name: "Save" }).click();
  await expect(markPage.getByText("This is taken already.")).toBeVisible();
  await markPage.getByRole("textbox", { name: "Name" }).fill("Delayed");
  await markPage.getByRole("radio", { name: "Red" }).check();
  await markPage.getByRole("button", { name: "Save" }).click();
  await expect(agent.row("Gears slip")).toContainText("Delayed");

  await markPage.getByRole("button", { name: "Merge Delayed into another tag" }).click();
  await markPage.getByRole("combobox", { name: "Into" }).click();
  await markPage.getByRole("option", { name: "Needs refund" }).click();
  await markPage.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(agent.row("Gears slip")).not.toContainText("Delayed");
  await expect(tags).toHaveCount(1);
  await markPage.keyboard.press("z");
  await expect(agent.row("Gears slip")).toContainText("Delayed");
  await markPage.getByRole("button", { name: "Delete Delayed" }).click();
  await expect(agent.row("Gears slip")).not.toContainText("Delayed");
  await expect(tags).toHaveCount(1);
  await markPage.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(markPage);

  await tags.getByRole("link", { name: "1 ticket" }).click();
  const manager = inboxPage(markPage, tenant.slug);
  await expect(manager.search).toHaveValue('tag:"Needs refund"');
  await expect(manager.row("Gears slip")).toContainText("Needs refund");
  await expectNoSidewaysScroll(markPage);
  await manager.search.fill("tag:nothing");
  await expect(manager.row("Gears slip")).toBeHidden();
});
