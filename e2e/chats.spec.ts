import { v7 as newId } from "uuid";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { makeGroup } from "./fixtures/group";
import { type Member, type PageOf, type Tenant, test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { chatsPage } from "./screens/chats-page";

/** A member at the Chats section of a browser of their own. */
async function at(pageOf: PageOf, tenant: Tenant, member: Member, address = "") {
  const page = await pageOf(member);
  const chats = chatsPage(page, tenant.slug);
  await chats.goto(address);
  return { page, ...chats };
}

const say = (by: Member, chatId: string, body: string) =>
  by.post(`/api/chats/${chatId}/messages`, { id: newId(), body });

const three = (tenant: Tenant) =>
  Promise.all([
    tenant.member("manager", "Ana Horvat"),
    tenant.member("agent", "Bo Lindqvist"),
    tenant.member("user", "Cy Okafor"),
  ]);

const chatIdOf = (url: string) => /chats\/([0-9a-f-]{36})/.exec(url)![1]!;

test("two members talk live: the chat appears, unread counts move, typing and reading are seen", async ({
  pageOf,
  tenant,
}) => {
  const [ana, , cy] = await three(tenant);
  const [one, other] = [await at(pageOf, tenant, ana), await at(pageOf, tenant, cy)];
  await expect(one.page.getByText("No chats yet")).toBeVisible();
  await expectAccessible(one.page);
  await one.begin([cy.name]);
  await expect(one.heading(cy.name)).toBeVisible();
  await expect(other.rows).toHaveCount(0);

  await one.say("Is the depot open on Sunday?");
  await expect(other.row(ana.name)).toContainText("Is the depot open");
  await expect(other.row(ana.name)).toContainText("1 unread");
  await expect(other.rail("Chats, 1 new")).toBeVisible();
  await other.open(ana.name);
  await expect(other.entry("Is the depot open")).toBeVisible();
  await expect(other.row(ana.name)).not.toContainText("unread");
  await expect(other.rail("Chats")).toBeVisible();
  await expect(one.entry("Is the depot open").getByTitle("Read by Cy Okafor")).toBeVisible();

  await other.composer.pressSequentially("Yes, un");
  await expect(one.log.getByText("Cy Okafor is typing…")).toBeVisible();
  await other.say("Yes, until noon.");
  await expect(one.entry("Yes, until noon.")).toBeVisible();
  await expect(one.log.getByText("is typing…")).toBeHidden();
  await expect(one.row(cy.name)).toContainText("Yes, until noon.");
  // The same two always meet in the same chat.
  await other.begin([ana.name]);
  expect(chatIdOf(other.page.url())).toBe(chatIdOf(one.page.url()));
});

test("a group: people join and go, roles change, and who is out sees it no more", async ({
  pageOf,
  tenant,
}) => {
  const [ana, bo, cy] = await three(tenant);
  const [a, b, c] = [
    await at(pageOf, tenant, ana),
    await at(pageOf, tenant, bo),
    await at(pageOf, tenant, cy),
  ];
  await a.begin([bo.name, cy.name], "Depot");
  await a.say("Hello both");
  for (const page of [b, c]) {
    await page.open("Depot");
    await expect(page.entry("Hello both")).toBeVisible();
    await expect(page.log.getByText("Ana Horvat started this group")).toBeVisible();
  }
  await expect(b.people.getByRole("listitem")).toHaveCount(3);
  await expectAccessible(a.page);

  // Only owners manage people.
  await b.people.getByRole("button", { name: `More about ${cy.name}` }).click();
  await expect(b.page.getByRole("menuitem", { name: `Write to ${cy.name}` })).toBeVisible();
  await expect(b.page.getByRole("menuitem", { name: "Remove from group" })).toBeHidden();
  await b.page.keyboard.press("Escape");

  // Removed, it is gone from the screen at once, with all that it said.
  await a.people.getByRole("button", { name: `More about ${cy.name}` }).click();
  await a.page.getByRole("menuitem", { name: "Remove from group" }).click();
  await a.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(c.page.getByText("You are no longer in this chat.")).toBeVisible();
  await expect(c.rows).toHaveCount(0);
  await expect(c.page.getByText("Hello both")).toBeHidden();
  await expect(b.log.getByText("Ana Horvat removed Cy Okafor")).toBeVisible();
  await expect(b.people.getByRole("listitem")).toHaveCount(2);
  await a.say("Now we two");
  await expect(b.entry("Now we two")).toBeVisible();
  await c.page.reload();
  await expect(c.page.getByText("This chat isn’t here")).toBeVisible();

  // Added again, it is back, as read.
  await a.page.getByRole("button", { name: "Add people" }).click();
  const adding = a.page.getByRole("dialog", { name: "Add people" });
  await adding.getByRole("combobox").fill("cy");
  await adding.getByRole("option", { name: cy.name }).click();
  await adding.getByRole("button", { name: "Add", exact: true }).click();
  await expect(c.row("Depot")).toBeVisible();
  await expect(c.row("Depot")).not.toContainText("unread");

  // The last owner leaves: whoever has been there longest owns it.
  await a.page.getByRole("button", { name: "Leave group" }).click();
  await expect(a.page.getByText("Bo Lindqvist becomes its owner")).toBeVisible();
  await a.page.getByRole("alertdialog").getByRole("button", { name: "Leave group" }).click();
  await expect(a.rows).toHaveCount(0);
  await expect(b.log.getByText("Ana Horvat made Bo Lindqvist an owner")).toBeVisible();
  await expect(b.people.getByRole("listitem").filter({ hasText: bo.name })).toContainText("Owner");

  await b
    .heading(/^Depot/)
    .getByRole("button")
    .click();
  await b.page.getByRole("textbox", { name: "Name of the group" }).fill("Warehouse");
  await b.page.keyboard.press("Enter");
  await expect(c.row("Warehouse")).toBeVisible();
});

test("a member keeps their chats: pinned, muted, archived, marked unread, in every tab", async ({
  pageOf,
  tenant,
}) => {
  const [ana, bo, cy] = await three(tenant);
  const groups = await Promise.all(
    ["Depot", "Events", "Lunch"].map((title) => makeGroup(tenant, [ana, bo, cy], title)),
  );
  const [depot, events, lunch] = groups.map(({ chatId }) => chatId) as [string, string, string];
  for (const id of [depot, events, lunch]) await say(bo, id, "Hello");
  const [one, other] = [await at(pageOf, tenant, ana), await at(pageOf, tenant, ana)];
  await expect(one.rows).toHaveText([/Lunch/, /Events/, /Depot/]);
  await expect(one.rail("Chats, 3 new")).toBeVisible();

  // Pinned stays on top, whatever happens elsewhere; undone by Z.
  await one.open("Depot");
  await one.choose("Pin");
  await expect(one.toast("is pinned")).toBeVisible();
  await expect(other.rows).toHaveText([/Depot/, /Lunch/, /Events/]);
  await say(bo, events, "News");
  await expect(one.rows).toHaveText([/Depot/, /Events/, /Lunch/]);
  await one.log.focus();
  await one.page.keyboard.press("z");
  await expect(other.rows).toHaveText([/Events/, /Lunch/, /Depot/]);

  // Muted counts in its row, not in the rail.
  await one.open("Events");
  await one.choose("Mute");
  await one.open("Depot");
  await expect(one.rail("Chats, 1 new")).toBeVisible();
  await say(bo, events, "More news");
  await expect(one.row("Events")).toContainText("1 unread");
  await expect(one.row("Events")).toContainText("muted");
  await expect(one.rail("Chats, 1 new")).toBeVisible();

  // Archived leaves the list until somebody writes.
  await one.open("Lunch");
  await one.page.keyboard.press("Escape");
  await one.log.focus();
  await one.page.keyboard.press("e");
  await expect(other.rows).toHaveText([/Events/, /Depot/]);
  await other.show("Archived");
  await expect(other.rows).toHaveText([/Lunch/]);
  await say(cy, lunch, "Pizza?");
  await expect(one.row("Lunch")).toBeVisible();
  await expect(other.page.getByText("Nothing is archived")).toBeVisible();
  await other.show("All");

  // Marked unread, it stays so while it is looked at, and is read when one comes back.
  await one.open("Depot");
  await one.log.focus();
  await one.page.keyboard.press("u");
  await expect(one.row("Depot")).toContainText("1 unread");
  await expect(other.row("Depot")).toContainText("1 unread");
  await other.page.getByRole("button", { name: "Unread only" }).click();
  await expect(other.row("Depot")).toBeVisible();
  await one.open("Lunch");
  await one.open("Depot");
  await expect(one.row("Depot")).not.toContainText("unread");
  await expect(other.row("Depot")).toBeHidden();

  // Nothing found says so.
  await one.page.getByRole("searchbox", { name: "Search chats" }).fill("zebra");
  await expect(one.page.getByText("No chat in this list is called “zebra”.")).toBeVisible();
  await expectAccessible(one.page);
  await one.page.getByRole("searchbox", { name: "Search chats" }).fill("lun");
  await expect(one.rows).toHaveText([/Lunch/]);
});

test("who is here is seen, also after a browser that just stopped", async ({ pageOf, tenant }) => {
  const [ana, bo] = await three(tenant);
  const one = await at(pageOf, tenant, ana);
  await one.begin([bo.name]);
  await expect(one.people.getByText("offline")).toBeVisible();
  const other = await at(pageOf, tenant, bo);
  const second = await at(pageOf, tenant, bo);
  await expect(one.people.getByText("online")).toHaveCount(2);
  await other.page.close();
  // The other tab is still there.
  await second.page.getByText("No chats yet").click();
  await expect(one.people.getByText("online")).toHaveCount(2);
  // Nothing more is heard of it: as if its machine had been switched off.
  await second.page.context().setOffline(true);
  // What it had sent just before may still arrive, and then the time counts from there.
  await expect(async () => {
    await tenant.sql`update presence set seen_at = now() - interval '76 seconds' where user_id = ${bo.userId}`;
    await expect(one.people.getByText("offline")).toBeVisible({ timeout: 5_000 });
  }).toPass();
});

test("a direct chat with somebody who is gone can be read, and says why not more", async ({
  pageOf,
  tenant,
}) => {
  const [, bo, cy] = await three(tenant);
  const admin = await tenant.member("admin", "Dana Admin");
  const one = await at(pageOf, tenant, cy);
  await one.begin([bo.name]);
  await one.say("See you on Monday");
  await expect(one.entry("See you on Monday")).toContainText(/Sent|Delivered/);
  await tenant.sql`update memberships set removed_at = now() where workspace_id = ${tenant.id} and user_id = ${bo.userId}`;
  const again = await at(pageOf, tenant, cy, `/${chatIdOf(one.page.url())}`);
  await expect(again.entry("See you on Monday")).toBeVisible();
  await expect(again.page.getByText("Bo Lindqvist is no longer in this workspace.")).toBeVisible();
  await expect(again.composer).toBeHidden();
  const { people } = await admin.get<{ people: { name: string }[] }>(`/api/w/${tenant.slug}/chats/people`);
  expect(people.map(({ name }) => name)).not.toContain(bo.name);
});

test("chats on a phone, and by keyboard from anywhere", async ({ pageOf, tenant }) => {
  const [ana, bo, cy] = await three(tenant);
  const page = await pageOf(ana, { viewport: { width: 390, height: 780 } });
  const phone = chatsPage(page, tenant.slug);
  await phone.goto();
  await page.getByRole("button", { name: "New chat" }).first().click();
  await phone.dialog.getByRole("option", { name: bo.name }).click();
  await phone.dialog.getByRole("option", { name: cy.name }).click();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await phone.dialog.getByRole("button", { name: "Start group" }).click();
  await phone.say("From the road");
  await expect(phone.list).toBeHidden();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Back" }).click();
  await expect(phone.row("From the road")).toBeVisible();
  await expectNoSidewaysScroll(page);

  // At a desk: g c leads to the chats, j to the first, the palette to a person.
  const desk = await pageOf(cy);
  const chats = chatsPage(desk, tenant.slug);
  await desk.goto(`/w/${tenant.slug}/requests`);
  await expect(desk.locator("html")).toHaveAttribute("data-realtime", "live");
  await desk.keyboard.press("g");
  await desk.keyboard.press("c");
  await expect(chats.row("From the road")).toBeVisible();
  await desk.keyboard.press("j");
  await expect(chats.entry("From the road")).toBeVisible();
  await desk.keyboard.press("r");
  await expect(chats.composer).toBeFocused();
  await desk.keyboard.press("Escape");
  await desk.keyboard.press("ControlOrMeta+k");
  await desk.getByRole("combobox").fill("Bo Lind");
  await desk.getByRole("option", { name: "Write to Bo Lindqvist" }).click();
  await expect(chats.heading("Bo Lindqvist")).toBeVisible();
});

test("Enter opens the chat that the walk through the list has come to, not the one clicked before", async ({
  pageOf,
  tenant,
}) => {
  const [ana, bo] = await three(tenant);
  for (const title of ["Depot", "Events", "Lunch"]) await makeGroup(tenant, [ana, bo], title);
  const { page, ...chats } = await at(pageOf, tenant, ana);
  await chats.open("Lunch");
  await expect(chats.row("Lunch")).toBeFocused();
  await page.keyboard.press("j");
  await expect(chats.row("Events")).toBeFocused();
  await page.keyboard.press("j");
  await expect(chats.row("Depot")).toBeFocused();
  await page.keyboard.press("k");
  await expect(chats.heading(/^Events/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(chats.row("Events")).toHaveAttribute("aria-current", "true");
  await expect(chats.heading(/^Events/)).toBeVisible();
});

test("a held ticket is among the chats, and answered there", async ({ pageOf, tenant, baseURL, page }) => {
  const [ana] = await three(tenant);
  const inbox = await tenant.inbox();
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const data = { chatId: newId(), message: { id: newId(), body: "My gears slip" }, token, name: "Kim" };
  expect((await page.request.post(`${baseURL}/api/c/${inbox.key}/chats`, { data })).ok()).toBe(true);
  const one = await at(pageOf, tenant, ana);
  await expect(one.rows).toHaveCount(0);
  await tenant.sql`update tasks set assignee_user_id = ${ana.userId} where workspace_id = ${tenant.id}`;
  await one.goto();
  await one.show("Support");
  await expect(one.row("Kim")).toContainText("My gears slip");
  await one.row("Kim").click();
  await expect(one.page.getByRole("log").getByText("My gears slip")).toBeVisible();
  await one.page.getByRole("textbox", { name: /^Reply to/ }).fill("Try the other cable");
  await one.page.getByRole("button", { name: "Send reply", exact: true }).click();
  await expect(one.row("Kim")).toContainText("You: Try the other cable");
});

for (const [colorScheme, locale] of [
  ["light", "en-US"],
  ["dark", "ru-RU"],
] as const) {
  const language = { colorScheme, locale };

  test(`what lies around chats is accessible in ${colorScheme} and fits, with the words of ${locale}`, async ({
    pageOf,
    tenant,
  }) => {
    const { ana, chatId } = await talkingGroup(tenant);
    const page = await pageOf(ana, { ...language, viewport: { width: 1440, height: 900 } });
    await page.goto(`/w/${tenant.slug}/chats/${chatId}`);
    const log = page.getByRole("log");
    await expect(log.locator("table")).toBeVisible();
    // A task has its box in the place of a bullet.
    await expect(log.locator("li", { hasText: "☑ asked" })).toHaveCSS("list-style-type", "none");
    await expectAccessible(page);
    const tabs = page.getByRole("navigation", { name: /^(Lists of chats|Списки чатов)$/ });
    expect(await tabs.evaluate((nav) => nav.scrollWidth - nav.clientWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: /^(What to do with this chat|Действия с чатом)$/ }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^(Add people|Добавить людей)$/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^(Leave group|Покинуть группу)$/ }).click();
    await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toBeVisible();
    await expectAccessible(page);
  });

  test(`chats and search are accessible in ${colorScheme} and fit on a phone, with the words of ${locale}`, async ({
    pageOf,
    tenant,
  }) => {
    const { ana, chatId } = await talkingGroup(tenant);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const page = await pageOf(ana, { ...language, ...phone });
    for (const place of ["chats", `chats/${chatId}`, "search", "search?q=everybody", "search?q=zebra"]) {
      await page.goto(`/w/${tenant.slug}/${place}`);
      if (place === "search?q=everybody") await expect(page.locator("mark")).toHaveText("everybody");
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });
}

/** A group, pinned and muted, with a long name, in which all kinds of things were said and one was taken back. */
async function talkingGroup(tenant: Tenant) {
  const [ana, bo, cy] = await three(tenant);
  const title = "A group with quite a long name that has to be cut off somewhere";
  const { chatId } = await makeGroup(tenant, [ana, bo, cy], title);
  await tenant.sql`insert into chat_settings (workspace_id, chat_id, user_id, pinned_at, muted_at)
    values (${tenant.id}, ${chatId}, ${ana.userId}, now(), now())`;
  await say(ana, chatId, "Is everybody here?");
  await say(bo, chatId, "| Depot | Late |\n|---|--:|\n| East | 12 |\n\n- [x] asked\n- [ ] answered");
  const gone = newId();
  await cy.post(`/api/chats/${chatId}/messages`, { id: gone, body: "Not for here" });
  await tenant.sql`update messages set deleted_at = now() where id = ${gone}`;
  return { ana, chatId };
}
