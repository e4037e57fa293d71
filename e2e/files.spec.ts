import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/conversation";
import { loseAnswers } from "./fixtures/lost-answers";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";
import { inboxPage } from "./screens/inbox-page";

const picture = async (colour: string, width = 900, height = 600) => ({
  name: `${colour}.png`,
  mimeType: "image/png",
  buffer: await sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer(),
});
const text = (name: string, content: string) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
});
const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator("input[type=file]").setInputFiles(files);
const tray = (page: Page) => page.getByRole("list", { name: "Attached files" }).getByRole("listitem");

/** Drops or pastes a file, as the browser would. */
async function bring(page: Page, how: "drop" | "paste", name: string): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["brought along"], given, { type: "text/plain" }));
    return transfer;
  }, name);
  if (how === "paste") {
    await page
      .getByRole("textbox")
      .last()
      .evaluate(
        (field, clipboardData) =>
          field.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
          ),
        data,
      );
    return;
  }
  await page.dispatchEvent("body", "dragenter", { dataTransfer: data });
  await expect(page.getByText("Drop files to attach them")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await expect(page.getByText("Drop files to attach them")).toHaveCount(0);
}

test("a customer sends pictures and a file, the agent sees them live, opens one, and saves the other", async ({
  conversation,
}) => {
  const { customer, agentPage, tenant } = conversation;
  await customer.setViewportSize({ width: 390, height: 844 });
  await choose(customer, [await picture("red"), await picture("green"), text("log.txt", "what happened")]);
  await expect(tray(customer)).toHaveCount(3);
  await expect(customer.getByRole("progressbar")).toHaveCount(0);
  await expectAccessible(customer);
  await expectNoSidewaysScroll(customer);
  await customer.getByRole("button", { name: "Send" }).click();
  await expect(tray(customer)).toHaveCount(0);
  await expect(customerPage(customer).log.getByRole("button", { name: "Open red.png" })).toBeVisible();

  const { log } = inboxPage(agentPage, tenant.slug);
  await expect(log.getByRole("button", { name: /^Open / })).toHaveCount(2);
  for (const image of await log
    .getByRole("button", { name: /^Open / })
    .locator("img")
    .all()) {
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(640);
  }
  await expectAccessible(agentPage);
  await log.getByRole("button", { name: "Open red.png" }).click();
  const lightbox = agentPage.getByRole("dialog", { name: "red.png" });
  await expect
    .poll(() => lightbox.locator("img").evaluate((shown: HTMLImageElement) => shown.naturalWidth))
    .toBe(900);
  await expectAccessible(agentPage);
  await agentPage.keyboard.press("ArrowRight");
  await expect(agentPage.getByRole("dialog", { name: "green.png" })).toBeVisible();
  await agentPage.keyboard.press("Escape");
  await expect(agentPage.getByRole("dialog")).toHaveCount(0);
  await expect(log.getByRole("button", { name: "Open red.png" })).toBeFocused();

  const saving = agentPage.waitForEvent("download");
  await log.getByRole("link", { name: "Download log.txt" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("log.txt");
  expect(readFileSync(await saved.path(), "utf8")).toBe("what happened");
});

test("a file of a reply reaches the customer whole, that of a note never", async ({ conversation }) => {
  const { customer, agentPage, tenant } = conversation;
  const inbox = inboxPage(agentPage, tenant.slug);
  await choose(agentPage, [text("secret.txt", "for us")]);
  await expect(tray(agentPage)).toHaveCount(1);
  await expect(agentPage.getByRole("progressbar")).toHaveCount(0);
  await inbox.note("n-001");
  await expect(inbox.log.getByRole("link", { name: "Download secret.txt" })).toBeVisible();
  const large = { name: "offer.bin", mimeType: "", buffer: Buffer.alloc(3_000_000, "flowra") };
  await agentPage.getByRole("button", { name: "Reply", exact: true }).click();
  await choose(agentPage, [large]);
  await expect(agentPage.getByRole("progressbar")).toHaveCount(0);
  await inbox.reply("a-001");
  const link = customerPage(customer).log.getByRole("link", { name: "Download offer.bin" });
  const saving = customer.waitForEvent("download");
  await link.click();
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(readFileSync(await (await saving).path()))).toBe(hash(large.buffer));
  await expect(customer.getByText("secret.txt")).toHaveCount(0);

  // The words of a message with files can be taken away.
  await expect(inbox.entry("a-001")).toContainText(/Sent|Delivered|Read/);
  await agentPage.getByRole("textbox", { name: /^Reply to/ }).press("ArrowUp");
  const box = inbox.log.getByRole("textbox", { name: "Edit your message" });
  await expect(box).toHaveValue("a-001");
  await box.fill("");
  await box.press("Control+Enter");
  await expect(inbox.log.getByText("a-001")).toHaveCount(0);
  await expect(inbox.log.getByRole("link", { name: "Download offer.bin" })).toBeVisible();
  await expect(customerPage(customer).log.getByText("a-001")).toHaveCount(0);
  await expect(link).toBeVisible();
  await inbox.log.getByRole("button", { name: "edited" }).click();
  await expect(agentPage.getByRole("dialog", { name: "Earlier versions" })).toContainText("a-001");
});

test("the first message of a conversation takes files along, through a full disk, a reload and lost answers", async ({
  page,
  tenant,
  pageOf,
}) => {
  const key = (await tenant.inbox()).key;
  await page.goto(`/c/${key}`);
  const chat = customerPage(page);
  await chat.composer.fill("c-001");
  const full = { error: { code: "UNAVAILABLE", reason: "storage_full", retryAfter: 60 } };
  await page.route("**/files?id=*", (route) => route.fulfill({ status: 503, json: full }));
  await choose(page, [await picture("red"), text("log.txt", "what happened")]);
  await expect(tray(page).filter({ hasText: "no room for files" })).toHaveCount(2);
  await expectAccessible(page);
  await page.unroute("**/files?id=*");
  await page.getByRole("button", { name: "Try red.png again" }).click();
  await page.getByRole("button", { name: "Remove log.txt" }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await bring(page, "paste", "pasted.txt");
  await expect(tray(page)).toHaveCount(2);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await page.reload();
  await expect(tray(page)).toHaveCount(2);
  await expect(chat.composer).toHaveValue("c-001");

  const lost = await loseAnswers(page, "**/api/c/*/chats");
  await chat.composer.press("Enter");
  await expect(chat.message("c-001").getByRole("button", { name: "Open red.png" })).toBeVisible();
  await lost.stored();
  await lost.end();
  await page.reload();
  await chat.expectDelivery("Sent");
  await expect(tray(page)).toHaveCount(0);
  await expect(chat.message("c-001").getByRole("button", { name: "Open red.png" })).toHaveCount(1);

  const agentPage = await pageOf(await tenant.member("agent"));
  await agentPage.goto(`/w/${tenant.slug}/inbox/1`);
  const { log } = inboxPage(agentPage, tenant.slug);
  await expect(log.getByRole("button", { name: "Open red.png" })).toBeVisible();
  const saving = agentPage.waitForEvent("download");
  await log.getByRole("link", { name: "Download pasted.txt" }).click();
  expect(readFileSync(await (await saving).path(), "utf8")).toBe("brought along");
});

test("a member's request begins with files and no words", async ({ page, tenant, context }) => {
  await (await tenant.member("user")).signIn(context);
  await page.goto(`/w/${tenant.slug}/requests`);
  await page.getByRole("link", { name: "New request" }).first().click();
  await choose(page, [text("broken.txt", "it broke")]);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("log").getByRole("link", { name: "Download broken.txt" })).toBeVisible();
  await expect(tray(page)).toHaveCount(0);
});

test("files are dropped anywhere, pasted, taken back, refused in words, and tried again after a cut", async ({
  conversation,
}) => {
  const { customer, agentPage } = conversation;
  for (const page of [customer, agentPage]) {
    await bring(page, "drop", "dropped.txt");
    await bring(page, "paste", "pasted.txt");
    await expect(tray(page)).toHaveCount(2);
    await page.getByRole("button", { name: "Remove dropped.txt" }).click();
    await page.getByRole("button", { name: "Remove pasted.txt" }).click();
    await expect(tray(page)).toHaveCount(0);
  }
  await customerPage(customer).composer.fill("c-001");
  await choose(customer, [text("empty.txt", "")]);
  await expect(tray(customer)).toContainText("This file is empty");
  await customer.getByRole("button", { name: "Remove empty.txt" }).click();
  await customer.route("**/files?id=*", (route) => route.abort());
  await choose(customer, [text("cut.txt", "c")]);
  await expect(tray(customer)).toContainText("No connection");
  await expectAccessible(customer);
  await expect(customerPage(customer).composer).toHaveValue("c-001");
  await customer.unroute("**/files?id=*");
  await customer.getByRole("button", { name: "Try cut.txt again" }).click();
  await expect(tray(customer)).toContainText("1 byte");
  // What was uploaded is still there after a reload, with the words.
  await customer.reload();
  await expect(tray(customer)).toContainText("cut.txt");
  await expect(customerPage(customer).composer).toHaveValue("c-001");
  await customerPage(customer).composer.press("Enter");
  await expect(customerPage(customer).log.getByRole("link", { name: "Download cut.txt" })).toBeVisible();
});
