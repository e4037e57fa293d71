import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures/test";
import { expectLive } from "./customer-page";

/** The members' inbox: list, conversation, details. */
export function inboxPage(page: Page, slug: string) {
  const list = page.getByRole("list", { name: "Tickets" });
  const log = page.getByRole("log", { name: "Messages" });
  const composer = page.getByRole("textbox", { name: /^(Reply to|Note to)/ });
  const row = (text: string | RegExp): Locator => list.getByRole("link").filter({ hasText: text });
  return {
    list,
    log,
    composer,
    row,
    search: page.getByRole("searchbox", { name: "Search tickets" }),
    details: page.getByRole("region", { name: "Details" }),
    entry: (text: string): Locator => log.getByRole("article").filter({ hasText: text }),
    status: (word: string): Locator => page.getByRole("button", { name: `Status: ${word}` }).first(),
    assignee: (name: string): Locator => page.getByRole("button", { name: `Assignee: ${name}` }).first(),
    toast: (text: string | RegExp): Locator => page.getByRole("status").filter({ hasText: text }),
    async goto(address = "") {
      await page.goto(`/w/${slug}/inbox${address}`);
      await expectLive(page);
    },
    async open(text: string | RegExp) {
      await row(text).click();
      // What was open before goes only then. On a phone the list is hidden by now.
      const opened = page.locator("a[data-ticket][aria-current=true]").filter({ hasText: text });
      await expect(opened).toBeAttached();
      await expect(composer).toBeVisible();
    },
    async reply(text: string) {
      await composer.fill(text);
      await page.getByRole("button", { name: "Send reply", exact: true }).click();
    },
    async note(text: string) {
      await page.getByRole("button", { name: "Note", exact: true }).click();
      await composer.fill(text);
      await page.getByRole("button", { name: "Add note", exact: true }).click();
    },
    async showView(name: string) {
      await page.getByRole("navigation", { name: "Ticket lists" }).getByRole("link", { name }).click();
    },
  };
}
