import type { Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/conversation";
import type { Member, Tenant } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

async function shared(tenant: Tenant, by: Member, reply: { shortcut: string; title: string; body: string }) {
  const row = { workspace_id: tenant.id, id: newId(), updated_by: by.userId, ...reply };
  await tenant.sql`insert into canned_replies ${tenant.sql(row)}`;
}

const listOf = (page: Page) => page.getByRole("listbox", { name: "Canned replies" });

test("a canned reply is put in by keyboard, and goes only once all of it is filled in", async ({
  conversation,
}) => {
  const { tenant, agentPage: page, customer, desk, chatId } = conversation;
  const manager = await tenant.member("manager", "Mark Novak");
  await shared(tenant, manager, {
    shortcut: "late",
    title: "A late parcel",
    body: "Hi {{customer.first_name}}, sorry!\n\n{{agent.name}}",
  });
  await shared(tenant, manager, { shortcut: "bye", title: "Good bye", body: "Bye from {{workspace.name}}" });
  const { composer, entry } = inboxPage(page, tenant.slug);
  const list = listOf(page);
  const blanks = page.getByRole("list", { name: "Not filled in" }).getByRole("button");

  await composer.focus();
  await page.keyboard.type("Hello\n/par");
  await expect(list.getByRole("option", { selected: true })).toContainText("A late parcel");
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("Ana Horvat");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(composer).toHaveValue("Hello\nHi {{customer.first_name}}, sorry!\n\nAna Horvat");
  await expect(list).toBeHidden();
  await expect(blanks).toHaveText([/customer\.first_name}} is empty/]);

  // Neither as a reply nor as a note; what is missing is named and selected.
  for (const kind of ["Note", "Reply"] as const) {
    await page.getByRole("button", { name: kind, exact: true }).click();
    await page.keyboard.press("Control+Enter");
    await expect(composer).toHaveAccessibleDescription(/Not filled in: {{customer\.first_name}}/);
  }
  await expectAccessible(page);
  await page.keyboard.type("Vera");
  await expect(blanks).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(customerPage(customer).message("Hi Vera, sorry!")).toBeVisible();
  expect(await desk.bodies(chatId)).toEqual(["c-000", "Hello\nHi Vera, sorry!\n\nAna Horvat"]);

  // What somebody else changed is offered as it is now; also by the palette.
  await tenant.sql`update canned_replies set body = 'See you, {{agent.first_name}}' where shortcut = 'bye'
    and workspace_id = ${tenant.id}`;
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("insert canned");
  await expect(page.getByRole("option", { selected: true })).toContainText("Insert canned reply");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("option")).toHaveCount(2);
  await expect(list.getByRole("option", { name: /Good bye/ })).toContainText("See you, Ana");
  await page.keyboard.type("bye");
  await expect(list.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(composer).toHaveValue("See you, Ana");
  await composer.fill("");

  await page.setViewportSize({ width: 390, height: 700 });
  await page.getByRole("button", { name: "Insert canned reply" }).click();
  await expectNoSidewaysScroll(page);
  await list.getByRole("option", { name: /Good bye/ }).click();
  await page.getByRole("button", { name: "Send reply", exact: true }).click();
  await expect(entry("See you, Ana")).toBeVisible();
  // No browser of ours sends it otherwise, and the server takes it from nobody.
  await expect(desk.note(chatId, "{{customer.name}}")).rejects.toThrow(/unfilled_variables/);
});

test("managers keep the shared ones, agents their own", async ({ tenant, browser }) => {
  const manager = await tenant.member("manager", "Mark Novak");
  const agent = await tenant.member("agent", "Lena Hoff");
  const [managers, agents] = await Promise.all(
    [manager, agent].map(async (member) => {
      const context = await browser.newContext({ locale: "en-US" });
      await member.signIn(context);
      const page = await context.newPage();
      await page.goto(`/w/${tenant.slug}/settings/canned-replies`);
      await expect(page.getByRole("heading", { name: "No canned replies yet" })).toBeVisible();
      return page;
    }),
  );
  const page = managers!;
  await page.getByRole("button", { name: "New canned reply" }).click();
  const dialog = page.getByRole("dialog");
  const field = (name: string) => dialog.getByRole("textbox", { name });
  await field("Title").fill("A late parcel");
  await field("Shortcut").fill("two words");
  await field("Text").fill("Hi **");
  await dialog.getByRole("button", { name: "Customer’s first name" }).click();
  await page.keyboard.type("**, {{order number}} is late.");
  const preview = dialog.getByRole("region", { name: "Preview" });
  await expect(preview.locator("strong")).toHaveText("Ana");
  await expect(dialog.getByRole("status")).toContainText("{{order number}}");
  await dialog.getByRole("button", { name: "New canned reply" }).click();
  await expect(field("Shortcut")).toHaveAccessibleDescription(/without spaces/);
  await field("Shortcut").fill("/Late");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "New canned reply" }).click();
  await expect(dialog).toBeHidden();
  const ofAll = page.getByRole("list", { name: "For everybody" });
  await expect(ofAll.getByRole("listitem")).toContainText(["/late"]);

  await page.getByRole("button", { name: "Change “A late parcel”" }).click();
  await field("Title").fill("Parcel late");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(ofAll.getByRole("heading", { name: "Parcel late" })).toBeVisible();
  await page.getByRole("button", { name: "Delete “Parcel late”" }).click();
  await expect(page.getByRole("heading", { name: "No canned replies yet" })).toBeVisible();
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect(ofAll.getByRole("heading", { name: "Parcel late" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search canned replies" }).fill("zebra");
  await expect(page.getByRole("heading", { name: /zebra/ })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(ofAll.getByRole("listitem")).toHaveCount(1);

  const other = agents!;
  await other.reload();
  await expect(other.getByRole("heading", { name: "Parcel late" })).toBeVisible();
  await expect(other.getByRole("button", { name: /^(Change|Delete)/ })).toHaveCount(0);
  await other.setViewportSize({ width: 390, height: 700 });
  await other.getByRole("button", { name: "New canned reply" }).click();
  await expect(other.getByRole("radio")).toHaveCount(0);
  await other.getByRole("textbox", { name: "Title" }).fill("Thanks");
  await other.getByRole("textbox", { name: "Shortcut" }).fill("late");
  await other.getByRole("textbox", { name: "Text" }).fill("Thank you!");
  await expectNoSidewaysScroll(other);
  await expectAccessible(other);
  await other.getByRole("dialog").getByRole("button", { name: "New canned reply" }).click();
  await expect(other.getByRole("list", { name: "Only mine" }).getByRole("listitem")).toContainText([
    "Thanks",
  ]);
  await expectAccessible(other);
  await page.reload();
  await expect(ofAll.getByRole("listitem")).toHaveCount(1);
  await expect(page.getByText("Thanks")).toHaveCount(0);
});
