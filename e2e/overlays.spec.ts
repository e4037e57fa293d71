import type { Page } from "@playwright/test";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { inboxPage } from "./screens/inbox-page";

/** Opens a page and keeps back every script that it doesn't begin with, until they are let through or the network is gone. */
async function openWithLaterScriptsHeld(page: Page, address: string) {
  const html = await (await page.request.get(address)).text();
  const waiting: ((network: "up" | "down") => void)[] = [];
  let network: "held" | "up" | "down" = "held";
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const first = html.includes(new URL(route.request().url()).pathname);
    const now = first
      ? "up"
      : network === "held"
        ? await new Promise<"up" | "down">((resolve) => waiting.push(resolve))
        : network;
    await (now === "up" ? route.continue() : route.abort());
  });
  // A page whose scripts are held is never done loading.
  await page.goto(address, { waitUntil: "domcontentloaded" });
  // Its own scripts run; the connection's are among those kept back.
  await expect(page.locator("html[data-realtime]")).toBeAttached();
  return (now: "up" | "down") => {
    network = now;
    for (const resolve of waiting.splice(0)) resolve(now);
  };
}

test("a menu opens by key before its code is there, and has the focus when it comes", async ({
  page,
  context,
  tenant,
}) => {
  await (await tenant.member("agent", "Ana Horvat")).signIn(context);
  const setNetwork = await openWithLaterScriptsHeld(page, `/w/${tenant.slug}/inbox`);
  const button = page.getByRole("button", { name: /^Ana Horvat/ });

  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  setNetwork("up");
  const first = page.getByRole("menuitemcheckbox", { name: "Take new tickets" });
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Your account" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(page.getByRole("menu")).toHaveCount(0);

  await page.keyboard.press("ArrowDown");
  await expect(first).toBeFocused();
  await button.click();
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("a menu whose code can't be fetched closes again, and opens when the network is back", async ({
  page,
  context,
  tenant,
}) => {
  await (await tenant.member("agent", "Ana Horvat")).signIn(context);
  const setNetwork = await openWithLaterScriptsHeld(page, `/w/${tenant.slug}/inbox`);
  const button = page.getByRole("button", { name: "More lists" });

  await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  setNetwork("down");
  await expect(button).toHaveAttribute("aria-expanded", "false");
  setNetwork("up");
  await button.click();
  await expect(page.getByRole("menuitemradio", { name: /^Snoozed/ })).toBeVisible();
});

test("a control's label shows to the keyboard and the mouse, and Escape takes it away", async ({
  page,
  context,
  tenant,
}) => {
  await (await tenant.member("agent")).signIn(context);
  await inboxPage(page, tenant.slug).goto();
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Inbox" });
  const label = page.getByRole("tooltip");

  await page.keyboard.press("Tab");
  while (!(await link.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press("Tab");
  await expect(label).toHaveText(/^Inbox/);
  await expect(link).toHaveAttribute("aria-describedby", (await label.getAttribute("id"))!);
  await page.keyboard.press("Escape");
  await expect(label).toHaveCount(0);
  await expect(link).toBeFocused();

  await link.hover();
  await expect(label).toBeVisible();
  // It may be read at leisure, with the pointer on it.
  await label.hover();
  await expect(label).toBeVisible();
  await page.mouse.move(700, 400);
  await expect(label).toHaveCount(0);
});
