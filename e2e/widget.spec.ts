import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { deskOf } from "./fixtures/desk";
import { startOtherSite } from "./fixtures/other-site";
import { test as base } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";

type Site = Awaited<ReturnType<typeof startOtherSite>>;

const test = base.extend<{ site: Site; strangerSite: Site }>({
  site: async ({ flowra }, use) => {
    const site = await startOtherSite(new URL(flowra.url).origin);
    await use(site);
    await site.stop();
  },
  strangerSite: async ({ flowra }, use) => {
    const site = await startOtherSite(new URL(flowra.url).origin);
    await use(site);
    await site.stop();
  },
});

const launcher = (page: Page) => page.getByRole("button", { name: /^(Open|Close) chat/ });
const frameOf = (page: Page) => page.frameLocator('iframe[title="Chat"]');

test("a script tag puts the chat on another site with a strict policy; the badge tells of answers", async ({
  page,
  tenant,
  site,
}) => {
  const inbox = await tenant.inbox({ allowedOrigins: [site.origin] });
  const desk = deskOf(await tenant.member("agent"), tenant);
  const complaints = await listenForComplaints(page);
  await page.goto(site.address(inbox.key));
  await expect(launcher(page)).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(launcher(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(launcher(page)).toHaveAttribute("aria-expanded", "true");
  const chat = customerPage(frameOf(page));
  await expect(chat.composer).toBeFocused();
  await chat.write("From the shop");
  await chat.expectDelivery("Sent");
  await expect(frameOf(page).locator("html[data-realtime=live]")).toBeAttached();

  await page.keyboard.press("Escape");
  await expect(launcher(page)).toBeFocused();
  await expect(chat.composer).toBeHidden();
  const { chatId } = await desk.ticket();
  await desk.reply(chatId, "Hello from the desk");
  await expect(launcher(page)).toHaveAccessibleName("Open chat, 1 unread message");

  await page.reload();
  await expect(launcher(page)).toHaveAccessibleName("Open chat, 1 unread message");
  await launcher(page).click();
  await expect(chat.message("Hello from the desk")).toBeVisible();
  await frameOf(page).getByRole("button", { name: "Close chat" }).click();
  await expect(launcher(page)).toHaveAccessibleName("Open chat");
  expect(complaints).toEqual([]);
});

test("files go with messages of the framed chat, from the first one on, and come back whole", async ({
  page,
  tenant,
  site,
}) => {
  const inbox = await tenant.inbox({ allowedOrigins: [site.origin] });
  const desk = deskOf(await tenant.member("agent"), tenant);
  const complaints = await listenForComplaints(page);
  await page.goto(site.address(inbox.key));
  await launcher(page).click();
  const frame = frameOf(page);
  const chat = customerPage(frame);
  const attach = async (name: string) => {
    const file = { name, mimeType: "text/plain", buffer: Buffer.from(`inside ${name}`) };
    await frame.locator("input[type=file]").setInputFiles([file]);
    await expect(frame.getByRole("progressbar")).toHaveCount(0);
  };
  await attach("first.txt");
  await chat.write("Look at this");
  await chat.expectDelivery("Sent");
  await desk.ticket();
  await attach("second.txt");
  await frame.getByRole("button", { name: "Send" }).click();
  for (const name of ["first.txt", "second.txt"]) {
    const saving = page.waitForEvent("download");
    await chat.log.getByRole("link", { name: `Download ${name}` }).click();
    const saved = await saving;
    expect(readFileSync(await saved.path(), "utf8")).toBe(`inside ${name}`);
  }
  expect(complaints).toEqual([]);
});

test("a site that the inbox does not name cannot frame the chat, and its visitor gets another way in", async ({
  page,
  tenant,
  site,
  strangerSite,
}) => {
  const inbox = await tenant.inbox({ allowedOrigins: [site.origin] });
  await page.goto(strangerSite.address(inbox.key));
  await launcher(page).click();
  const link = page.getByRole("link", { name: "Open it in a new tab" });
  await expect(link).toBeVisible({ timeout: 20_000 });
  await expect(frameOf(page).getByRole("textbox")).toHaveCount(0);
  const [tab] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(customerPage(tab).composer).toBeVisible();
});

test("the chat speaks the language of the page around it, fills a phone, and leaves with shutdown", async ({
  page,
  tenant,
  site,
}) => {
  const inbox = await tenant.inbox({ allowedOrigins: [site.origin] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(site.address(inbox.key, "ru"));
  await page.getByRole("button", { name: "Открыть чат" }).click();
  const chat = page.frameLocator('iframe[title="Чат"]');
  await expect(chat.getByRole("textbox", { name: "Ваше сообщение" })).toBeVisible();
  expect(await page.locator("iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await chat.getByRole("button", { name: "Закрыть чат" }).click();
  await expect(page.getByRole("button", { name: "Открыть чат" })).toBeFocused();

  await page.evaluate(() => {
    document.documentElement.lang = "en";
  });
  await expect(launcher(page)).toHaveAccessibleName("Open chat");
  await expect(customerPage(frameOf(page)).composer).toBeAttached();
  await page.evaluate(() => (window as unknown as { Flowra: { shutdown(): void } }).Flowra.shutdown());
  await expect(launcher(page)).toHaveCount(0);
  await expect(page.locator("iframe")).toHaveCount(0);
});

test("messages of strangers neither open nor close nor count", async ({ page, tenant, site }) => {
  const inbox = await tenant.inbox({ allowedOrigins: [site.origin] });
  await page.goto(site.address(inbox.key));
  await launcher(page).click();
  await expect(customerPage(frameOf(page)).composer).toBeVisible();
  await page.evaluate(() => {
    window.postMessage({ flowra: 1, type: "unread", count: 7 }, "*");
    window.postMessage({ flowra: 1, type: "close" }, "*");
  });
  // Messages arrive in order: once this one has, those before it have been dealt with.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener("message", (event) => event.data === "last" && resolve());
        window.postMessage("last", "*");
      }),
  );
  await expect(launcher(page)).toHaveAttribute("aria-expanded", "true");
  await expect(launcher(page)).toHaveAccessibleName("Close chat");
});

/** Everything that the page's policy refused or that broke. */
async function listenForComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
  });
  return complaints;
}
