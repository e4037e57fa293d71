import type { FrameLocator, Locator, Page } from "@playwright/test";
import { expect } from "../fixtures/test";

/** The customer's chat, in a tab or in another page's frame. */
export function customerPage(place: Page | FrameLocator) {
  const log = place.getByRole("log", { name: "Messages" });
  const composer = place.getByRole("textbox", { name: "Your message" });
  return {
    log,
    composer,
    name: place.getByRole("textbox", { name: "Name" }),
    email: place.getByRole("textbox", { name: "Email" }),
    async write(text: string) {
      await composer.fill(text);
      await composer.press("Enter");
    },
    message: (text: string): Locator => log.getByRole("article").filter({ hasText: text }),
    /** What stands under the last own message. */
    async expectDelivery(word: "Sent" | "Delivered" | "Read") {
      await expect(log.getByText(word, { exact: true })).toBeVisible();
    },
    openList: () => place.getByRole("button", { name: /^Your conversations/ }).click(),
  };
}

/** What a page of Flowra answers to a reader who has the live connection. */
export async function expectLive(page: Page, patience?: { timeout: number }) {
  await expect(page.locator("html[data-realtime=live]")).toBeAttached(patience);
}
