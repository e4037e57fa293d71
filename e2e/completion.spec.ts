import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Conversation, test } from "./fixtures/conversation";
import { makeGroup } from "./fixtures/group";
import type { Member, PageOf, Tenant } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { chatsPage } from "./screens/chats-page";
import { expectLive } from "./screens/customer-page";

/** What can be chosen while somebody writes. */
function offered(page: Page) {
  const list = page.getByRole("listbox");
  return {
    list,
    option: (name: string | RegExp) => list.getByRole("option", { name }),
    chosen: list.getByRole("option", { selected: true }),
    will: page.getByRole("list", { name: "What this message will do" }).getByRole("listitem"),
  };
}

/** Three members of a group, which the first of them has open. */
async function inGroup(tenant: Tenant, pageOf: PageOf, names: [string, string, string]) {
  const [first, second, third] = names;
  const members = await Promise.all([
    tenant.member("user", first),
    tenant.member("user", second),
    tenant.member("user", third),
  ]);
  const { chatId } = await makeGroup(tenant, members);
  const page = await pageOf(members[0]);
  const screen = chatsPage(page, tenant.slug);
  await screen.goto(`/${chatId}`);
  return { members, chatId, page, screen, ...offered(page) };
}

type News = { items: { kind: string; chat: { id: string } | null; by: string | null }[] };
const mentionsOf = async (member: Member, slug: string) =>
  (await member.get<News>(`/api/w/${slug}/notifications`)).items.filter(({ kind }) => kind === "mention");

test.describe("names", () => {
  test("are completed by keyboard alone, and whoever is named is told", async ({ tenant, pageOf }) => {
    await tenant.member("user", "Marina Out");
    const all = await inGroup(tenant, pageOf, ["Ana Horvat", "Борис Ёлкин", "Mark Novak"]);
    const { chatId, page, screen, list, option, chosen } = all;
    const [, boris, mark] = all.members;

    await screen.composer.focus();
    await page.keyboard.type("Hello @");
    await expect(option("Борис Ёлкин")).toBeVisible();
    await expect(option("Mark Novak")).toBeVisible();
    await expect(option(/Marina|Ana/)).toHaveCount(0);
    await expectAccessible(page);
    const active = await chosen.getAttribute("id");
    await expect(screen.composer).toHaveAttribute("aria-activedescendant", active!);
    await expect(chosen).toContainText("Mark Novak");
    await page.keyboard.press("ArrowUp");
    await expect(chosen).toContainText("Борис Ёлкин");
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(screen.composer).toBeFocused();
    // A surname's beginning, without its dots.
    await page.keyboard.type(" and @елк");
    await expect(chosen).toContainText("Борис Ёлкин");
    await page.keyboard.press("Enter");
    await expect(screen.composer).toHaveValue("Hello @ and @Борис Ёлкин ");
    await expect(list).toBeHidden();
    await page.keyboard.type("look");
    await page.keyboard.press("Enter");
    await expect(screen.entry("look")).toBeVisible();
    await expect.poll(() => mentionsOf(boris, tenant.slug)).toMatchObject([{ chat: { id: chatId } }]);
    expect(await mentionsOf(mark, tenant.slug)).toEqual([]);

    // Whoever is named in new words of it is told of that.
    // Only what is stored can be changed.
    await expect(screen.entry("look")).not.toContainText("Sending");
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
    await page.keyboard.type(" @mar");
    await expect(chosen).toContainText("Mark Novak");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => mentionsOf(mark, tenant.slug)).toMatchObject([{ chat: { id: chatId } }]);
  });

  test("survive a reload with the draft, and are dropped with the name", async ({ tenant, pageOf }) => {
    const all = await inGroup(tenant, pageOf, ["Ana Horvat", "Boris Petrov", "Mark Novak"]);
    const { chatId, page, screen, chosen } = all;
    const [, boris, mark] = all.members;
    for (const name of ["bor", "mark"]) {
      await screen.composer.pressSequentially(`@${name}`);
      await expect(chosen).toContainText(new RegExp(name, "i"));
      await page.keyboard.press("Tab");
    }
    await expect(screen.composer).toHaveValue("@Boris Petrov @Mark Novak ");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await expect
      .poll(async () => (await tenant.sql`select body from drafts where chat_id = ${chatId}`)[0]?.body)
      .toBe("@Boris Petrov @Mark Nova");
    // On another device there is only what the server has.
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expectLive(page);
    await expect(screen.composer).toHaveValue("@Boris Petrov @Mark Nova");
    await screen.composer.press("End");
    await page.keyboard.type(" hello");
    await page.keyboard.press("Enter");
    await expect(screen.entry("hello")).toBeVisible();
    await expect.poll(async () => (await mentionsOf(boris, tenant.slug)).length).toBe(1);
    expect(await mentionsOf(mark, tenant.slug)).toEqual([]);
  });

  test("of somebody who has left meanwhile are refused with the reason, and the text is kept", async ({
    tenant,
    pageOf,
  }) => {
    const all = await inGroup(tenant, pageOf, ["Ana Horvat", "Boris Petrov", "Mark Novak"]);
    const { chatId, page, screen, chosen } = all;
    const [, boris] = all.members;
    await screen.composer.pressSequentially("@bor");
    await expect(chosen).toContainText("Boris");
    await page.keyboard.press("Enter");
    await tenant.sql`update participants set left_at = now() where chat_id = ${chatId} and user_id = ${boris.userId}`;
    await page.keyboard.type("still here?");
    await page.keyboard.press("Enter");
    await expect(screen.entry("still here?")).toContainText("Boris Petrov does not take part in this chat");
    await screen.entry("still here?").getByRole("button", { name: "Edit", exact: true }).click();
    await expect(screen.composer).toHaveValue("@Boris Petrov still here?");
    await expect(screen.composer).toBeFocused();
  });
});

test.describe("commands", () => {
  /** A line that the system wrote in the open conversation. */
  const line = ({ agentPage }: Conversation, words: string) => agentPage.getByRole("log").getByText(words);

  test("are completed with their values, and say what they will do before they do it", async ({
    conversation,
  }) => {
    const { agentPage: page, agent } = conversation;
    const { chosen, option, list, will } = offered(page);
    const composer = page.getByRole("textbox", { name: /^Reply to/ });
    await composer.focus();
    await page.keyboard.type("On it. #");
    await expect(option(/createBug/)).toBeVisible();
    // Only bugs have a severity.
    await expect(option(/setSeverity/)).toHaveCount(0);
    await page.keyboard.type("prio");
    await expect(chosen).toContainText("setPriority");
    await page.keyboard.press("Tab");
    await expect(composer).toHaveValue("On it. #setPriority ");
    await expect(chosen).toContainText("Low");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(chosen).toContainText("High");
    await page.keyboard.press("Enter");
    await page.keyboard.type("#assign ");
    await expect(option(/^Me/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(composer).toHaveValue("On it. #setPriority high #assign @me ");
    await expect(list).toBeHidden();
    await expect(will).toHaveText(["Priority: High", "Assign: Me"]);
    await expectAccessible(page);
    await page.keyboard.press("Control+Enter");
    await expect(line(conversation, `${agent.name} set the priority to High`)).toBeVisible();
    await expect(line(conversation, `${agent.name} took this`)).toBeVisible();
    await expect(will).toHaveCount(0);
  });

  test("that can't run say so before they are sent, with what would be right; the text stays", async ({
    conversation,
  }) => {
    const { agentPage: page } = conversation;
    const { will } = offered(page);
    const composer = page.getByRole("textbox", { name: /^Reply to/ });
    const text = "#setPriority soon #setSeverity major #reopen #createBug severity:critical #setStatus done";
    await composer.fill(text);
    await expect(will).toHaveText([
      /#setPriority won’t run: “soon” is not known here\. Possible: low, normal, high, urgent/,
      /#setSeverity won’t run: it is not for this type of task/,
      "Reopen",
      /Bug, called as this chat is · Severity: Critical/,
      /#setStatus won’t run: this can’t become “done” now\. Possible: todo, cancelled/,
      /Only commands: your team sees this/,
    ]);
    await expect(composer).toHaveValue(text);
  });

  test("of a chat without a task make work, and give it to those in the chat", async ({ tenant, pageOf }) => {
    await tenant.member("agent", "Zoe Outside");
    const all = await inGroup(tenant, pageOf, ["Ana Horvat", "Boris Petrov", "Mark Novak"]);
    const { page, screen, chosen, option, will } = all;
    await screen.composer.focus();
    await page.keyboard.type("#");
    await expect(option(/^createTask/)).toBeVisible();
    await expect(option(/setPriority/)).toHaveCount(0);
    await page.keyboard.type("createb");
    await expect(chosen).toContainText("createBug");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Lights are off ass");
    await expect(chosen).toContainText("assignee:");
    await page.keyboard.press("Enter");
    await expect(option(/Boris/)).toBeVisible();
    await expect(option(/Zoe/)).toHaveCount(0);
    await page.keyboard.type("@bor");
    await expect(chosen).toContainText("Boris");
    await page.keyboard.press("Enter");
    await expect(screen.composer).toHaveValue('#createBug Lights are off assignee:"@Boris Petrov" ');
    await expect(will).toHaveText(["Bug “Lights are off” · Assign: @Boris Petrov"]);
    await page.keyboard.press("Enter");
    await expect(screen.log.getByText(/Ana Horvat created bug #\d+/)).toBeVisible();
    await expect(screen.log.getByText("Ana Horvat assigned this to Boris Petrov")).toBeVisible();
  });
});

test("tasks are found by number and by title, emoji by name; Enter sends what stands there already", async ({
  conversation,
}) => {
  const { agentPage: page, desk } = conversation;
  const { chosen, list } = offered(page);
  const { number } = await desk.ticket();
  const composer = page.getByRole("textbox", { name: /^Reply to/ });
  await composer.focus();
  await page.keyboard.type(`See #${number}`);
  await expect(chosen).toContainText(`#${number}`);
  await page.keyboard.press("Control+Enter");
  await expect(composer).toHaveValue("");
  // By the beginning of its title.
  await page.keyboard.type("See #c-0");
  await expect(chosen).toContainText(`#${number} c-000`);
  await page.keyboard.press("Enter");
  await expect(composer).toHaveValue(`See #${number} `);
  await expect(list).toBeHidden();
  await composer.fill("");
  await page.keyboard.type("Well done :thumb");
  await expect(chosen).toContainText("thumbs up");
  await page.keyboard.press("Enter");
  await expect(composer).toHaveValue("Well done 👍 ");
  await page.keyboard.press("Control+z");
  await expect(composer).toHaveValue("Well done :thumb");
});

test("emoji that could not be loaded are asked for again", async ({ conversation }) => {
  const { agentPage: page } = conversation;
  const { chosen } = offered(page);
  const composer = page.getByRole("textbox", { name: /^Reply to/ });
  await composer.focus();
  // What completes is here already, of emoji nothing.
  await page.keyboard.type("#sta");
  await expect(chosen).toBeVisible();
  await composer.fill("");
  const chunks = "**/_next/static/**";
  await page.route(chunks, (route) => route.abort());
  await page.keyboard.type(":thumb");
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await page.unroute(chunks);
  await again.click();
  await expect(chosen).toContainText("thumbs up");
  await expect(again).toBeHidden();
});

test("on a phone, in Russian and in the dark, a finger takes what is offered above the field", async ({
  tenant,
  pageOf,
}) => {
  const ana = await tenant.member("user", "Анна Ёлкина");
  const boris = await tenant.member("user", "Boris Petrov");
  const { chatId } = await makeGroup(tenant, [ana, boris], "Склад");
  await tenant.sql`update users set locale = 'ru' where id = ${ana.userId}`;
  const page = await pageOf(ana, {
    ...{ viewport: { width: 390, height: 480 }, hasTouch: true, isMobile: true },
    ...{ colorScheme: "dark", locale: "ru-RU" },
  });
  await page.goto(`/w/${tenant.slug}/chats/${chatId}`);
  await expectLive(page);
  const { list, option } = offered(page);
  const composer = page.getByRole("textbox", { name: /^Сообщение/ });
  await composer.tap();
  await composer.pressSequentially("Привет, @b");
  await expect(option("Boris Petrov")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expect(async () => {
    const [above, field] = [await list.boundingBox(), await composer.boundingBox()];
    expect(above!.y).toBeGreaterThanOrEqual(0);
    expect(above!.y + above!.height).toBeLessThanOrEqual(field!.y);
  }).toPass();
  await option("Boris Petrov").tap();
  await expect(composer).toHaveValue("Привет, @Boris Petrov ");
  await expect(composer).toBeFocused();
  await composer.fill("#приор");
  await expect(list.getByRole("option")).toHaveCount(0);
  await composer.fill("#созд");
  await option(/createTask/).tap();
  await expect(composer).toHaveValue("#createTask ");
  await expect(page.getByRole("list", { name: "Что сделает это сообщение" })).toContainText(
    "Задача с названием этого чата",
  );
});
