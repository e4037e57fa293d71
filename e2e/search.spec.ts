import AxeBuilder from "@axe-core/playwright";
import { v7 as newId } from "uuid";
import { deskOf } from "./fixtures/desk";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { expectLive } from "./screens/customer-page";

test("what was said is found by its words, narrowed, and opened where it was said", async ({
  page,
  context,
  baseURL,
  tenant,
}) => {
  const [inbox, ana] = [await tenant.inbox(), await tenant.member("agent", "Ana Horvat")];
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const data = { chatId: newId(), message: { id: newId(), body: "My gears slip" }, token, name: "Kim" };
  expect((await page.request.post(`${baseURL}/api/c/${inbox.key}/chats`, { data })).ok()).toBe(true);
  const desk = deskOf(ana, tenant);
  const { chatId, number } = await desk.ticket();
  await desk.reply(chatId, "Please bring the bicycle to our workshop on Friday.");
  await desk.note(chatId, "Bicycles of 2019 have a recall.");

  await ana.signIn(context);
  await page.goto(`/w/${tenant.slug}/inbox`);
  await expectLive(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command palette" }).fill("bicycle");
  await page.getByRole("option", { name: "Search messages for “bicycle”" }).click();

  const results = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
  await expect(results).toHaveCount(2);
  await expect(results.first()).toContainText("Note");
  await expect(results.first().locator("mark")).toHaveText("Bicycles");
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);

  const search = page.getByRole("searchbox", { name: "Search messages, chats and people" });
  await search.fill("bicycle -recall");
  await search.press("Enter");
  await expect(results).toHaveCount(1);
  await expect(results.first()).toContainText(`#${number}`);

  await search.fill("bicycle from:nobody");
  await search.press("Enter");
  await expect(page.getByText("from: nobody you can see is called “nobody”.")).toBeVisible();

  await page.getByRole("link", { name: "Chats", exact: true }).last().click();
  await expect(page).toHaveURL(/kind=chats/);
  await search.fill("kim");
  await search.press("Enter");
  await page
    .getByRole("list", { name: "Chats" })
    .getByRole("link", { name: /My gears slip/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/inbox/${number}`));
  await expect(page.getByRole("log", { name: "Messages" })).toContainText("our workshop");
});

test("a person without tickets searches their own chats, on a phone, and is told how", async ({
  page,
  context,
  tenant,
}) => {
  const user = await tenant.member("user", "Uma Lind");
  await user.signIn(context);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`/w/${tenant.slug}/search`);
  await expect(page.getByText("from:ana")).toBeVisible();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.getByRole("searchbox").fill("bicycle");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByText("Nothing found for “bicycle”")).toBeVisible();
});
