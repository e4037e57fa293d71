import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { customersWrite } from "./fixtures/customers";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

test("a team's tickets come to its members in turn, live, and to nobody who takes none", async ({
  pageOf,
  baseURL,
  tenant,
}) => {
  const inbox = await tenant.inbox();
  const [ana, bo] = [await tenant.member("agent", "Ana Horvat"), await tenant.member("agent", "Bo Lind")];
  const [anas, bos, marks] = [
    await pageOf(ana),
    await pageOf(bo),
    await pageOf(await tenant.member("manager", "Mark Novak")),
  ];
  const [anasInbox, bosInbox] = [inboxPage(anas, tenant.slug), inboxPage(bos, tenant.slug)];
  await Promise.all([anasInbox.goto("?view=mine"), bosInbox.goto("?view=mine")]);

  await marks.goto(`/w/${tenant.slug}/settings/teams`);
  await expectLive(marks);
  await marks.getByRole("button", { name: "New team" }).click();
  const dialog = marks.getByRole("dialog", { name: "New team" });
  await dialog.getByLabel("Name").fill("Bikes");
  await dialog.getByRole("checkbox", { name: "Ana Horvat" }).check();
  await dialog.getByRole("checkbox", { name: "Bo Lind" }).check();
  await dialog.getByRole("radio", { name: "Handed out in turn" }).check();
  await expectAccessible(marks);
  await dialog.getByRole("button", { name: "New team" }).click();
  await expect(marks.getByRole("list", { name: "Teams" })).toContainText("handed out in turn");
  await tenant.sql`update inboxes set team_id = (select id from teams where workspace_id = ${tenant.id})
    where id = ${inbox.id}`;

  // Who isn't here is given nothing.
  const here = () =>
    tenant.sql`select from presence where workspace_id = ${tenant.id} and user_id in ${tenant.sql([ana.userId, bo.userId])}`;
  await expect.poll(async () => (await here()).length).toBe(2);
  await customersWrite(marks, inbox.key, baseURL!, ["Ida: My gears slip", "Jon: A flat tyre"]);
  await expect(anasInbox.list.getByRole("link")).toHaveCount(1);
  await expect(bosInbox.list.getByRole("link")).toHaveCount(1);
  const taking = marks.getByRole("list", { name: "Who takes new tickets" });
  const rowOf = (name: string) => taking.getByRole("listitem").filter({ hasText: name });
  await expect(rowOf("Bo Lind")).toContainText("1 of 10 in hand");

  // Bo has had enough, and the manager sees it without asking again.
  await bos.getByRole("button", { name: /^Bo Lind/ }).click();
  await bos.getByRole("menuitemcheckbox", { name: "Take new tickets" }).click();
  await expect(rowOf("Bo Lind")).toContainText("Takes no new tickets");
  await expect(bos.getByRole("button", { name: /^Bo Lind, takes no new tickets/ })).toBeVisible();
  // Ana may have two in hand: of two more one waits, until she has dealt with hers.
  const limit = rowOf("Ana Horvat").getByLabel("Tickets in hand at most for Ana Horvat");
  await limit.fill("900");
  await limit.press("Enter");
  await expect(limit).toHaveAccessibleDescription(/500/);
  await limit.fill("2");
  await limit.press("Enter");
  await expect(rowOf("Ana Horvat")).toContainText("1 of 2 in hand");
  await expectAccessible(marks);
  await customersWrite(marks, inbox.key, baseURL!, ["Kim: My brake squeaks", "Lea: My lamp is dead"]);
  await expect(rowOf("Ana Horvat")).toContainText("Hands are full");
  await expect(anasInbox.row("My brake squeaks")).toBeVisible();
  await expect(anasInbox.list.getByRole("link")).toHaveCount(2);
  await anasInbox.open("My brake squeaks");
  await expect(anasInbox.log.getByText("Assigned automatically to Ana Horvat")).toBeVisible();
  await anas.keyboard.press("Escape");
  await anas.getByRole("button", { name: "Status: Open" }).first().click();
  await anas.getByRole("menuitemradio", { name: "Resolved" }).click();
  await expect(anasInbox.row("My lamp is dead")).toBeVisible();
  await expect(bosInbox.list.getByRole("link")).toHaveCount(1);
  await marks.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(marks);
});
