import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures/test";
import { expectLive } from "./customer-page";

/** The Chats section: list, conversation, people. */
export function chatsPage(page: Page, slug: string) {
  const list = page.getByRole("list", { name: "Chats" });
  const log = page.getByRole("log", { name: "Messages" });
  const composer = page.getByRole("textbox", { name: /^Message to/ });
  const row = (text: string | RegExp): Locator => list.getByRole("link").filter({ hasText: text });
  const dialog = page.getByRole("dialog", { name: "New chat" });
  return {
    list,
    log,
    composer,
    row,
    dialog,
    rows: list.getByRole("link"),
    heading: (name: string | RegExp): Locator => page.getByRole("heading", { level: 1, name }),
    entry: (text: string): Locator => log.getByRole("article").filter({ hasText: text }),
    people: page.getByRole("list", { name: "People" }),
    /** What the rail says of the section. */
    rail: (name: string): Locator =>
      page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name, exact: true }),
    toast: (text: string | RegExp): Locator => page.getByRole("status").filter({ hasText: text }),
    async goto(address = "") {
      await page.goto(`/w/${slug}/chats${address}`);
      await expectLive(page);
    },
    async open(text: string | RegExp) {
      await row(text).click();
      // What was open before goes only then. On a phone the list is hidden by now.
      const opened = page.locator("a[data-chat][aria-current=true]").filter({ hasText: text });
      await expect(opened).toBeAttached();
      await expect(composer).toBeVisible();
    },
    async say(text: string) {
      await composer.fill(text);
      await composer.press("Enter");
      await expect(log.getByRole("article").filter({ hasText: text })).toBeVisible();
    },
    async show(tab: string) {
      await page.getByRole("navigation", { name: "Lists of chats" }).getByRole("link", { name: tab }).click();
    },
    /** By the menu in the head of the open chat. */
    async choose(item: string) {
      await page.getByRole("button", { name: "What to do with this chat" }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
    async begin(names: string[], title?: string) {
      await page.getByRole("button", { name: "New chat" }).first().click();
      await expect(dialog).toBeVisible();
      const search = dialog.getByRole("combobox");
      for (const name of names) {
        await search.fill(name);
        await expect(dialog.getByRole("option", { name })).toBeVisible();
        await search.press("Enter");
        await expect(dialog.getByRole("list", { name: "Chosen people" })).toContainText(name);
      }
      if (title) await dialog.getByLabel("Name of the group").fill(title);
      await dialog.getByRole("button", { name: names.length > 1 ? "Start group" : "Open chat" }).click();
      await expect(dialog).toBeHidden();
      await expect(composer).toBeVisible();
    },
  };
}
