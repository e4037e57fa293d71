import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { customersWrite } from "./fixtures/customers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { inboxPage } from "./screens/inbox-page";

test("an epic counts its parts live, takes them in and out by number, and is described", async ({
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
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip"]);
  const [anaPage, markPage] = [await pageOf(ana), await pageOf(mark)];
  await inboxPage(anaPage, tenant.slug).goto("/1");
  const dialog = anaPage.getByRole("dialog");
  const make = async (type: string, title: string) => {
    await anaPage.keyboard.press("Shift+T");
    await dialog.getByLabel("What is to be done").fill(title);
    await dialog.getByRole("combobox", { name: "Type" }).click();
    await anaPage.getByRole("option", { name: type }).click();
    await dialog.getByRole("button", { name: "Make task" }).click();
    await expect(dialog).toBeHidden();
  };
  await make("Epic", "Better gears");
  await make("Task", "Measure them");
  await anaPage.goto(`/w/${tenant.slug}/t/2`);
  await markPage.goto(`/w/${tenant.slug}/t/2`);
  const parts = (on: typeof page) => on.getByRole("region", { name: "Parts" });
  await expect(parts(markPage)).toContainText("Nothing is part of this yet.");
  const add = async (number: string) => {
    await parts(anaPage).getByRole("button", { name: "Add a part" }).click();
    await dialog.getByRole("textbox").fill(number);
    await anaPage.keyboard.press("Enter");
  };
  await add("#3");
  await expect(parts(markPage)).toContainText("0 of 1 done");
  await add("1");
  await expect(parts(markPage)).toContainText("0 of 2 done");
  await anaPage.keyboard.press("z");
  await expect(parts(markPage)).toContainText("0 of 1 done");
  await anaPage.getByRole("button", { name: "Add a description…" }).click();
  await anaPage.getByRole("textbox", { name: "Description of #2" }).fill("They **slip** in the rain.");
  await anaPage.keyboard.press("Control+Enter");
  await expect(markPage.getByText("They slip in the rain.")).toBeVisible();
  await expectAccessible(anaPage);
  await anaPage.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(anaPage);
  await parts(markPage).getByRole("button", { name: "Take #3 out" }).click();
  await expect(parts(anaPage)).toContainText("Nothing is part of this yet.");
});
