import type { Locator, Page } from "@playwright/test";

/** A task's panel: beside its chat, in a sheet, or at its own address. */
export function taskPanel(place: Page | Locator) {
  const page = "goto" in place ? place : place.page();
  const field = (name: string, value: string): Locator =>
    place.getByRole("button", { name: `${name}: ${value}`, exact: true });
  return {
    field,
    heading: (title: string): Locator => place.getByRole("heading", { name: title }),
    links: place.getByRole("list", { name: "Linked work" }),
    /** Opens a field and chooses from its menu. */
    async choose(name: string, before: string, item: string) {
      await field(name, before).click();
      await page.getByRole("menuitemradio", { name: item, exact: true }).click();
    },
  };
}
