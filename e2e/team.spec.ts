import { randomBytes } from "node:crypto";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/mailbox";
import { expect } from "./fixtures/test";

const newAddress = () => `kim-${randomBytes(5).toString("hex")}@example.com`;

test("somebody is invited by mail, joins as a new person, gets another role, and is removed while looking", async ({
  page,
  context,
  browser,
  tenant,
  flowra,
  mailbox,
}) => {
  const admin = await tenant.member("admin", "Ada Admin");
  await admin.signIn(context);
  const members = `/w/${tenant.slug}/settings/members`;
  const email = newAddress();

  await page.goto(members);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("Email").fill("kim@nowhere");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByLabel("Email")).toHaveAccessibleDescription(/not an email address/);
  await expectAccessible(page);
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("radio", { name: "Agent" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`Invitation sent to ${email}`, { exact: true })).toBeVisible();
  await expect(page.getByRole("list", { name: "Open invitations" }).getByText(email)).toBeVisible();

  const link = await mailbox.linkFor(email, /invites you/);
  const kims = await browser.newContext({ baseURL: flowra.url, locale: "en-US" });
  const kim = await kims.newPage();
  await kim.goto(link);
  await expect(kim.getByRole("heading", { name: "Join Acme Bikes" })).toBeVisible();
  await expectAccessible(kim);
  await kim.getByLabel("Your name").fill("Kim Lee");
  await kim.getByLabel("Password").fill("short");
  await kim.getByRole("button", { name: "Create account and join" }).click();
  await expect(kim.getByLabel("Password")).toHaveAccessibleDescription(/At least 10/);
  await kim.getByLabel("Password").fill("a lighthouse keeps its lamp");
  await kim.getByRole("button", { name: "Create account and join" }).click();
  await kim.waitForURL(`**/w/${tenant.slug}/inbox`);

  // The same link again: used.
  await kim.goto(link);
  await expect(kim.getByRole("heading", { name: "This invitation was used" })).toBeVisible();

  await page.reload();
  const row = page.getByRole("row", { name: /Kim Lee/ });
  await expect(row).toBeVisible();
  await row.getByRole("combobox", { name: "Role of Kim Lee" }).click();
  // The row shows the new role before the server has it.
  const stored = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith(members),
  );
  await page.getByRole("option", { name: "Manager" }).click();
  await stored;
  await expect(row.getByRole("combobox", { name: "Role of Kim Lee" })).toHaveText("Manager");

  await kim.goto(members);
  await expect(kim.getByRole("button", { name: "Invite", exact: true })).toBeVisible();
  // A manager may not touch an admin.
  await expect(kim.getByRole("combobox", { name: "Role of Ada Admin" })).toHaveCount(0);
  await expect(kim.getByRole("link", { name: "General", exact: true })).toHaveCount(0);
  const general = await kim.goto(`/w/${tenant.slug}/settings/general`);
  expect(general?.status()).toBe(404);
  await kim.goto(members);

  await row.getByRole("button", { name: "Remove Kim Lee" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("They have no open tickets.");
  await question.getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText("Kim Lee was removed", { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: /Kim Lee/ })).toHaveCount(0);

  const after = await kim.goto(members);
  expect(after?.status()).toBe(404);
  await expect(kim.getByText("Ada Admin")).toHaveCount(0);
  await kims.close();
});

test("an invitation is for its address: another account is told so, its own account accepts with a button", async ({
  page,
  context,
  browser,
  tenant,
  newTenant,
  flowra,
  mailbox,
}) => {
  const admin = await tenant.member("admin");
  await admin.signIn(context);
  const elsewhere = await newTenant("Other Shop");
  const [invited, other] = [
    await elsewhere.member("agent", "Kim Lee"),
    await elsewhere.member("agent", "Bo"),
  ];
  await page.goto(`/w/${tenant.slug}/settings/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByLabel("Email").fill(invited.email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  const link = await mailbox.linkFor(invited.email, /invites you/);

  const stranger = await browser.newContext({ baseURL: flowra.url, locale: "en-US" });
  const visitor = await stranger.newPage();
  await visitor.goto(link);
  await expect(visitor.getByRole("link", { name: "Sign in and accept" })).toBeVisible();
  await other.signIn(stranger);
  await visitor.reload();
  await expect(visitor.getByText(`you are signed in as ${other.email}`)).toBeVisible();
  await invited.signIn(stranger);
  await visitor.reload();
  await visitor.getByRole("button", { name: "Join Acme Bikes" }).click();
  await visitor.waitForURL(`**/w/${tenant.slug}/inbox`);
  await visitor.goto(`/w/${tenant.slug}/settings/members`);
  await visitor.getByRole("button", { name: /Workspace: Acme Bikes/ }).click();
  await expect(visitor.getByRole("menuitem", { name: "Other Shop" })).toBeVisible();
  await stranger.close();
});

test("teams are made, filled, renamed and deleted; a taken name is said at the field", async ({
  page,
  context,
  tenant,
}) => {
  const manager = await tenant.member("manager", "Mona Manager");
  await tenant.member("agent", "Ana Horvat");
  await tenant.member("user", "Uli User");
  await manager.signIn(context);
  await page.goto(`/w/${tenant.slug}/settings/teams`);
  await expect(page.getByRole("heading", { name: "No teams yet" })).toBeVisible();

  await page.getByRole("button", { name: "New team" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Orders");
  await expect(dialog.getByRole("checkbox", { name: "Uli User" })).toHaveCount(0);
  await dialog.getByRole("checkbox", { name: "Ana Horvat" }).check();
  await dialog.getByRole("button", { name: "New team" }).click();
  const teams = page.getByRole("list", { name: "Teams" });
  await expect(teams.getByText("1 member · no open tickets")).toBeVisible();

  await page.getByRole("button", { name: "New team" }).click();
  await dialog.getByLabel("Name").fill("orders");
  await dialog.getByRole("button", { name: "New team" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/taken/);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Edit Orders" }).click();
  await dialog.getByLabel("Name").fill("Returns");
  await dialog.getByRole("checkbox", { name: "Mona Manager" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(teams.getByText("2 members · no open tickets")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Delete Returns" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete team" }).click();
  await expect(page.getByRole("heading", { name: "No teams yet" })).toBeVisible();
});

test("a chat page gets sites that are origins, an address to share, and disappears when archived", async ({
  page,
  context,
  tenant,
  flowra,
}) => {
  const inbox = await tenant.inbox({ name: "Support" });
  const manager = await tenant.member("manager");
  await manager.signIn(context);
  await page.goto(`/w/${tenant.slug}/settings/inboxes`);
  await expect(page.getByRole("textbox", { name: "Address of the chat page" })).toHaveValue(
    `${flowra.url}/c/${inbox.key}`,
  );
  await expect(page.getByRole("textbox", { name: "Script for your site" })).toHaveValue(
    new RegExp(`data-inbox="${inbox.key}"`),
  );

  await page.getByRole("button", { name: "Edit Support" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Sites").fill("javascript:alert(1)");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Sites")).toHaveAccessibleDescription(/https:\/\/shop\.example/);
  await dialog.getByLabel("Sites").fill("shop.example/contact\nhttps://blog.example");
  await dialog.getByLabel("Greeting").fill("Ask us anything.");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("https://shop.example", { exact: true })).toBeVisible();
  await expect(page.getByText("https://blog.example", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Edit Support" }).click();
  await expect(dialog.getByRole("checkbox")).toBeChecked();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expectAccessible(page);

  expect((await page.request.get(`/c/${inbox.key}`)).status()).toBe(200);
  await page.getByRole("button", { name: "Archive Support" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive chat page" }).click();
  await expect(page.getByRole("heading", { name: "No chat pages" })).toBeVisible();
  await expect.poll(async () => (await page.request.get(`/c/${inbox.key}`)).status()).toBe(404);
});

test("an admin changes settings, reads them in the audit log, sees the state of the parts", async ({
  page,
  context,
  tenant,
}) => {
  const admin = await tenant.member("admin", "Ada Admin");
  await admin.signIn(context);
  const settings = `/w/${tenant.slug}/settings`;
  await page.goto(`${settings}/general`);
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time zone")).toHaveAccessibleDescription(/Europe\/Berlin/);
  await page.getByLabel("Time zone").fill("Europe/Zagreb");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Audit log" }).click();
  const line = page.getByRole("row", { name: /workspace\.updated/ });
  await expect(line).toContainText("Ada Admin");
  await expect(line).toContainText("Europe/Zagreb");
  await expect(line).toContainText(/Settings changed.*Time zone: \S+ → Europe.Zagreb/);
  await page.getByRole("searchbox").fill("nothing-like-this");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /No action contains/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Status" }).click();
  const parts = page.getByRole("list", { name: "Parts" });
  await expect(parts).toBeVisible();
  // The page says how they were when it was asked for, and all of them may be busy just then.
  await expect(async () => {
    await page.reload();
    await expect(parts.getByText("Works.")).toHaveCount(5);
  }).toPass();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Single sign-on" }).click();
  await page.getByLabel("Value of the claim").fill("support-staff");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("list", { name: "Roles by group" }).getByText("support-staff")).toBeVisible();
  await expectAccessible(page);
});

test("a new workspace takes an address that is free, and its maker is its admin", async ({
  page,
  context,
  tenant,
}) => {
  const user = await tenant.member("user", "Uli User");
  await user.signIn(context);
  await page.goto("/workspaces");
  await expect(page.getByRole("link", { name: /Acme Bikes/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "New workspace" }).click();
  await page.getByLabel("Name").fill("Büro Köln");
  await expect(page.getByLabel("Address")).toHaveValue("buro-koln");
  await page.getByLabel("Address").fill(tenant.slug);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByLabel("Address")).toHaveAccessibleDescription(/taken/);
  await expectAccessible(page);
  const slug = `koln-${randomBytes(4).toString("hex")}`;
  await page.getByLabel("Address").fill(slug);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(`**/w/${slug}/settings/general`);
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();

  await page.goto(`/w/${slug}/inbox`);
  const steps = page.getByRole("heading", { name: "First steps" }).filter({ visible: true });
  await expect(page.getByText("No tickets yet")).toBeVisible();
  await expect(steps).toHaveCount(1);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(steps).toHaveCount(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

for (const [locale, theme] of [
  ["en", "light"],
  ["ru", "dark"],
] as const) {
  test(`on a phone every settings page fits (${locale}, ${theme})`, async ({
    page,
    context,
    tenant,
    flowra,
  }) => {
    await tenant.inbox();
    const admin = await tenant.member("admin", "Ada Admin");
    await tenant.member("agent", "Ana Horvat");
    await admin.signIn(context);
    await page.setViewportSize({ width: 390, height: 844 });
    const cookies = Object.entries({ locale, theme });
    await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: flowra.url })));
    for (const name of ["general", "members", "teams", "inboxes", "sign-in", "audit", "status"]) {
      await page.goto(`/w/${tenant.slug}/settings/${name}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
}
