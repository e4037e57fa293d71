import type { Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Tenant, test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";

/** Customers who write through the door that their page uses, one after the other. */
async function customersWrite(page: Page, key: string, url: string, bodies: readonly string[]) {
  for (const body of bodies) {
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
    const data = { chatId: newId(), message: { id: newId(), body }, token, name: body.split(":")[0] };
    const answer = await page.request.post(`${url}/api/c/${key}/chats`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

/** The support queue. */
function queuePage(page: Page, slug: string) {
  const table = page.getByRole("table", { name: "Tickets" });
  const views = page.getByRole("navigation", { name: "Views" });
  return {
    table,
    views,
    row: (text: string) => table.getByRole("row").filter({ hasText: text }),
    link: (text: string) => table.getByRole("link").filter({ hasText: text }),
    cell: (name: string) => table.getByRole("button", { name }),
    view: (name: string) => views.getByRole("link", { name }),
    async goto(address = "") {
      await page.goto(`/w/${slug}/queue${address}`);
      await expectLive(page);
    },
  };
}

async function desk(tenant: Tenant) {
  return Promise.all([tenant.inbox(), tenant.member("manager", "Mark Novak")]);
}

test("the queue by keyboard: walk, change in place, filter, group, keep as a view that stands after a reload", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, mark] = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip", "Lea: wrong size", "Pia: where is it"]);
  const own = await pageOf(mark, { viewport: { width: 1440, height: 900 } });
  const queue = queuePage(own, tenant.slug);
  await own.goto(`/w/${tenant.slug}/inbox`);
  await expectLive(own);
  await own.keyboard.press("g");
  await own.keyboard.press("q");
  await expect(queue.link("gears slip")).toBeVisible();
  await expect(queue.table.getByRole("link")).toHaveText([/where is it/, /wrong size/, /gears slip/]);

  await own.keyboard.press("j");
  await own.keyboard.press("j");
  await expect(queue.link("wrong size")).toBeFocused();
  await own.keyboard.press("p");
  await own.keyboard.press("4");
  await expect(queue.cell("Priority of #2: Urgent")).toBeVisible();
  await own.keyboard.press("i");
  await expect(queue.cell("Assignee of #2: Mark Novak")).toBeVisible();
  await expect(queue.view("My open 1")).toBeVisible({ timeout: 15_000 });

  await own.keyboard.press("/");
  await own.keyboard.type("priority:urgent");
  await expect(queue.table.getByRole("link")).toHaveText([/wrong size/]);
  await own.keyboard.press("Escape");
  await own.keyboard.press("Escape");
  await expect(queue.table.getByRole("link")).toHaveCount(3);

  await own.getByRole("button", { name: "Display" }).click();
  await own.getByRole("combobox", { name: "Group by" }).click();
  await own.getByRole("option", { name: "Priority" }).click();
  await own.getByRole("checkbox", { name: "Team", exact: true }).click();
  await own.keyboard.press("Escape");
  await expect(queue.table.getByRole("rowheader")).toHaveText(["Urgent", "Normal"]);
  await expect(queue.table.getByRole("columnheader", { name: "Team" })).toHaveCount(0);
  await expectAccessible(own);

  await own.getByRole("button", { name: "Save view" }).click();
  await own.getByRole("textbox", { name: "Name" }).fill("By urgency");
  await own.keyboard.press("Enter");
  await expect(queue.view("By urgency")).toHaveAttribute("aria-current", "page");
  await own.reload();
  await expect(queue.view("By urgency")).toHaveAttribute("aria-current", "page");
  await expect(queue.table.getByRole("rowheader")).toHaveText(["Urgent", "Normal"]);

  await own.getByRole("button", { name: "By urgency: change view" }).click();
  await own.getByRole("menuitem", { name: "Delete" }).click();
  await expect(queue.view("By urgency")).toHaveCount(0);
  await own.keyboard.press("z");
  await expect(queue.view("By urgency")).toBeVisible();

  await own.keyboard.press("j");
  await own.keyboard.press("Enter");
  await expect(own).toHaveURL(/\/inbox\/2$/);
});

test("news wait until they are wanted, an address that makes no sense says so, and a phone has all of it", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, mark] = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip", "Lea: wrong size"]);
  const own = await pageOf(mark, { viewport: { width: 1440, height: 900 } });
  const queue = queuePage(own, tenant.slug);
  await queue.goto("?view=unassigned&columns=number,subject,colour,status&sort=weekday");
  await expect(own.getByRole("status").filter({ hasText: "sort: weekday, columns: colour" })).toBeVisible();
  await expect(queue.table.getByRole("columnheader")).toHaveText(["", "No.", "Subject", "Status"]);
  await own.getByRole("button", { name: "Understood" }).click();
  await expect(own).toHaveURL(/columns=number%2Csubject%2Cstatus/);

  const phone = await pageOf(mark, { viewport: { width: 390, height: 780 }, hasTouch: true });
  await phone.goto(`/w/${tenant.slug}/queue?group=status`);
  await expectLive(phone);
  const cards = phone.getByRole("list", { name: "Tickets" });
  await expect(cards.getByRole("link")).toHaveCount(2);
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);

  await customersWrite(page, inbox.key, baseURL!, ["Pia: where is it"]);
  for (const screen of [own, phone])
    await expect(screen.getByRole("button", { name: "Show 1 new ticket" })).toBeVisible();
  await expect(queue.table.getByRole("link")).toHaveText([/wrong size/, /gears slip/]);
  await own.getByRole("button", { name: "Show 1 new ticket" }).click();
  await expect(queue.table.getByRole("link")).toHaveText([/where is it/, /wrong size/, /gears slip/]);

  // What somebody else changes is seen where it stands; what leaves the list fades until the list is asked for again.
  await queue.cell("Status of #3: New").click();
  await own.getByRole("menuitemradio", { name: "Resolved" }).click();
  await expect(queue.cell("Status of #3: Resolved")).toBeVisible();
  await phone.getByRole("button", { name: "View: All tickets" }).click();
  await phone
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: /^Unassigned/ })
    .click();
  await expect(phone.getByRole("button", { name: "View: Unassigned" })).toBeVisible();
  await expect(cards.getByRole("link")).toHaveText([/wrong size/, /gears slip/]);
});

test("several at once: chosen by key and by range, changed live for others, taken back; what was refused is told; on a phone too", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, mark] = await desk(tenant);
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip", "Lea: wrong size", "Pia: where is it"]);
  const own = await pageOf(mark, { viewport: { width: 1440, height: 900 } });
  const phone = await pageOf(mark, { viewport: { width: 390, height: 780 }, hasTouch: true });
  const queue = queuePage(own, tenant.slug);
  await queue.goto();
  const selected = own.getByRole("region", { name: "Selected tickets" });

  await own.keyboard.press("j");
  await own.keyboard.press("x");
  await expect(selected).toContainText("1 selected");
  await own.keyboard.press("Shift+J");
  await expect(selected).toContainText("2 selected");
  await own.keyboard.press("p");
  await own.keyboard.press("3");
  await expect(queue.cell("Priority of #3: High")).toBeVisible();
  await expect(queue.cell("Priority of #2: High")).toBeVisible();
  await expect(queue.cell("Priority of #1: Normal")).toBeVisible();
  await expect(selected).toHaveCount(0);
  await expect(own.getByText("Priority: High (2 tickets)", { exact: true })).toBeVisible();
  await own.keyboard.press("z");
  await expect(queue.cell("Priority of #3: Normal")).toBeVisible();
  await expect(queue.cell("Priority of #2: Normal")).toBeVisible();

  // By mouse: a range, then one that the machine refuses among them.
  await queue.cell("Status of #2: New").click();
  await own.getByRole("menuitemradio", { name: "Resolved" }).click();
  await queue.table.getByRole("checkbox", { name: "Select #3" }).click();
  await queue.table.getByRole("checkbox", { name: "Select #1" }).click({ modifiers: ["Shift"] });
  await expect(selected).toContainText("3 selected");
  await expectAccessible(own);
  await selected.getByRole("button", { name: "Status" }).click();
  await own.getByRole("menuitemradio", { name: "On hold" }).click();
  await expect(queue.cell("Status of #3: On hold")).toBeVisible();
  await expect(queue.cell("Status of #1: On hold")).toBeVisible();
  const told = own.getByRole("list", { name: "Changes of several tickets" });
  await expect(told).toContainText("2 changed · 1 not");
  await own.reload();
  await told.getByRole("button", { name: "Show 1 that was not changed" }).click();
  const left = own.getByRole("dialog", { name: "Not changed" });
  await expect(left.getByRole("listitem")).toContainText("It can’t go from this status to that one.");
  await expect(left.getByRole("link")).toHaveAttribute("href", /\/inbox\/2$/);
  await expectAccessible(own);
  await own.keyboard.press("Escape");
  await told.getByRole("button", { name: "Undo" }).click();
  await expect(queue.cell("Status of #3: Open")).toBeVisible();
  await expect(told).toHaveCount(0);

  await phone.goto(`/w/${tenant.slug}/queue`);
  await expectLive(phone);
  await phone.getByRole("button", { name: "Select tickets" }).tap();
  await phone.getByRole("checkbox", { name: "Select #1" }).tap();
  await phone.getByRole("list", { name: "Tickets" }).getByRole("link", { name: /Pia/ }).tap();
  const bar = phone.getByRole("region", { name: "Selected tickets" });
  await expect(bar).toContainText("2 selected");
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await bar.getByRole("button", { name: "Assignee" }).tap();
  await phone.getByRole("option", { name: "Mark Novak" }).tap();
  await expect(queue.cell("Assignee of #1: Mark Novak")).toBeVisible();
  await expect(queue.cell("Assignee of #3: Mark Novak")).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test("the next ticket: two who ask at once get two, nobody gets what others are at, and what is left is there again", async ({
  page,
  pageOf,
  baseURL,
  tenant,
}) => {
  const [inbox, mark] = await desk(tenant);
  const lena = await tenant.member("manager", "Lena Hoff");
  await customersWrite(page, inbox.key, baseURL!, ["Kim: gears slip", "Lea: wrong size"]);
  const [own, other] = await Promise.all([pageOf(mark), pageOf(lena)]);
  await queuePage(own, tenant.slug).goto();
  await queuePage(other, tenant.slug).goto();

  const opened = /\/inbox\/\d+$/;
  await Promise.all([own.keyboard.press("g"), other.getByRole("button", { name: "Next ticket" }).click()]);
  await own.keyboard.press("n");
  for (const screen of [own, other]) await expect(screen).toHaveURL(opened);
  expect(new URL(own.url()).pathname).not.toBe(new URL(other.url()).pathname);
  const theirs = new URL(other.url()).pathname;

  await expect(own.getByRole("textbox", { name: /Reply|Message/ }).first()).toBeVisible();
  await own.getByRole("button", { name: "Next ticket" }).click();
  await expect(own.getByText("No other ticket waits for you", { exact: true })).toBeVisible();
  await expect(own.getByText("1 ticket waits, but somebody else is at it.", { exact: true })).toBeVisible();
  await expectAccessible(own);

  await other.getByRole("link", { name: "Customers" }).click();
  await expect(other).toHaveURL(/\/customers/);
  await expect(async () => {
    await own.getByRole("button", { name: "Next ticket" }).click();
    await expect(own).toHaveURL(new RegExp(`${theirs}$`), { timeout: 2_000 });
  }).toPass();
});
