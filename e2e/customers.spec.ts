import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { customersWrite } from "./fixtures/customers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { inboxPage } from "./screens/inbox-page";

test("what a team knows of customers is noted in place, merged, separated, and seen live by others", async ({
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
  await customersWrite(page, inbox.key, baseURL!, ["Kim: My gears slip", "Lea: My lamp is dead"]);
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  const agent = inboxPage(anaPage, tenant.slug);
  await agent.goto();
  await agent.open("My gears slip");
  await markPage.goto(`/w/${tenant.slug}/customers`);
  await markPage.getByRole("link", { name: "By name" }).click();
  await expect(markPage.getByRole("row").nth(1)).toContainText("Kim");
  await markPage.getByRole("link", { name: "Kim" }).click();

  // In the ticket's panel, by keyboard.
  await agent.details.getByRole("button", { name: "Add attribute" }).click();
  await anaPage.keyboard.type("Plan");
  await anaPage.keyboard.press("Tab");
  await anaPage.keyboard.type("Gold");
  await anaPage.keyboard.press("Enter");
  await expect(agent.details.getByRole("button", { name: "Edit Plan" })).toHaveText("Gold");
  const plan = markPage.getByRole("button", { name: "Edit Plan" });
  await expect(plan).toHaveText("Gold");
  await plan.click();
  await markPage.getByRole("textbox", { name: "Plan" }).fill("Platinum");
  await markPage.keyboard.press("Enter");
  await expect(agent.details.getByRole("button", { name: "Edit Plan" })).toHaveText("Platinum");
  await expect(markPage.getByText("Plan changed", { exact: true })).toBeVisible();

  await markPage.getByRole("textbox", { name: "Write a note" }).fill("Prefers mornings.");
  await markPage.keyboard.press("Control+Enter");
  await expect(agent.details.getByText("Prefers mornings.")).toBeVisible();
  await markPage.getByRole("button", { name: "Edit note" }).click();
  await markPage.getByRole("textbox", { name: "Edit note" }).fill("Prefers evenings.");
  await markPage.keyboard.press("Control+Enter");
  await expect(agent.details.getByText("Prefers evenings.")).toBeVisible();
  await markPage.getByRole("button", { name: "Delete note" }).click();
  await expect(agent.details.getByText("Prefers evenings.")).toBeHidden();
  await expect(markPage.getByText("Note deleted", { exact: true })).toBeVisible();
  await markPage.keyboard.press("z");
  await expect(agent.details.getByText("Prefers evenings.")).toBeVisible();
  await expectAccessible(markPage);

  await markPage.getByRole("button", { name: "Merge…" }).click();
  const dialog = markPage.getByRole("dialog");
  await expect(dialog.getByText("Nobody else has this address", { exact: false })).toBeVisible();
  await dialog.getByRole("searchbox").fill("lea");
  await dialog.getByRole("button", { name: "Lea" }).click();
  await expect(dialog.getByText("All tickets of the other one (you see 1)", { exact: false })).toBeVisible();
  await expectAccessible(markPage);
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(markPage.getByText("Customers merged", { exact: true })).toBeVisible();
  await expect(markPage.getByRole("link", { name: "My lamp is dead" })).toBeVisible();
  await expect(agent.row("My lamp is dead")).toContainText("Kim");
  await expect(agent.details.getByText("My lamp is dead")).toBeVisible();
  await markPage.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(markPage);
  await expectAccessible(markPage);
  await markPage.getByRole("button", { name: "Separate Lea again" }).click();
  await expect(markPage.getByRole("heading", { name: "Lea" })).toBeAttached();
  await expect(agent.row("My lamp is dead")).toContainText("Lea");

  // The queue is narrowed to a customer whom one looks for.
  await markPage.setViewportSize({ width: 1280, height: 720 });
  await markPage.goto(`/w/${tenant.slug}/queue?view=all`);
  await markPage.getByRole("button", { name: "Filter", exact: true }).click();
  const filters = markPage.getByRole("dialog", { name: "Show only tickets with" });
  await filters.getByRole("searchbox", { name: "Find a customer…" }).fill("kim");
  await filters.getByRole("checkbox", { name: "Kim" }).click();
  await expect(markPage.getByText("My lamp is dead")).toBeHidden();
  await expect(filters.getByRole("checkbox", { name: "Kim" })).toBeChecked();
  await expectAccessible(markPage);
  await markPage.keyboard.press("Escape");
  await expect(markPage.getByRole("button", { name: "Change filter: Customer: Kim" })).toBeVisible();
  await expect(markPage.getByText("My gears slip").first()).toBeVisible();
});
