import { expectAccessible } from "./fixtures/accessibility";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

test("a ticket is followed by key, others are added and hear of its status, and stop seeing it once removed", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, ana, ben] = await Promise.all([
    tenant.inbox(),
    tenant.member("agent", "Ana Horvat"),
    tenant.member("agent", "Ben Ortiz"),
  ]);
  await page.goto(`${baseURL}/c/${inbox.key}`);
  await customerPage(page).write("Gears slip");
  const [anaPage, benPage] = [await pageOf(ana), await pageOf(ben)];
  const [agent, other] = [inboxPage(anaPage, tenant.slug), inboxPage(benPage, tenant.slug)];
  await Promise.all([agent.goto(), other.goto()]);
  await expect(other.row("Gears slip")).toBeVisible();
  await agent.open("Gears slip");
  await anaPage.getByRole("button", { name: "Assign to me" }).click();
  await expect(agent.assignee("Ana Horvat")).toBeVisible();
  await expect(other.row("Gears slip")).toBeHidden();

  const follow = agent.details.getByRole("button", { name: "Follow", exact: true });
  const following = agent.details.getByRole("button", { name: "Following", pressed: true });
  await expect(follow).toBeEnabled();
  await anaPage.keyboard.press("f");
  await expect(following).toBeVisible();
  await expect(agent.toast("You follow #1")).toBeVisible();
  await anaPage.keyboard.press("z");
  await expect(follow).toBeVisible();

  await agent.details.getByRole("button", { name: "Change followers: Nobody" }).click();
  const picker = anaPage.getByRole("dialog", { name: "Followers" });
  await picker.getByRole("combobox").fill("ben");
  await expect(picker.getByRole("option", { selected: true })).toContainText("Ben Ortiz");
  await anaPage.keyboard.press("Enter");
  await expect(picker.getByRole("option", { name: "Ben Ortiz", checked: true })).toBeVisible();
  await expectAccessible(anaPage);
  await expect(other.row("Gears slip")).toBeVisible();
  await other.open("Gears slip");
  await expect(other.details.getByRole("button", { name: "Following", pressed: true })).toBeVisible();
  await expect(other.log.getByText("Ana Horvat added Ben Ortiz as a follower")).toBeVisible();

  await agent.details.getByRole("button", { name: /^Change followers/ }).click();
  await anaPage.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(other.status("Resolved")).toBeVisible();
  await benPage.getByRole("button", { name: /^Notifications/ }).click();
  await expect(benPage.getByText("Ana Horvat changed the status of #1, which you follow")).toBeVisible();
  await benPage.keyboard.press("Escape");

  await benPage.keyboard.press("f");
  await expect(benPage.getByText("This ticket isn’t here")).toBeVisible();
  await expect(other.row("Gears slip")).toBeHidden();
  await expect(agent.details.getByRole("button", { name: "Change followers: Nobody" })).toBeVisible();
});
