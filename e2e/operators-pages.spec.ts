import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/mailbox";
import { expect } from "./fixtures/test";

for (const colorScheme of ["light", "dark"] as const) {
  test(`the pages of the mailbox and of the jobs are accessible, ${colorScheme}, also on a phone`, async ({
    page,
    flowra,
    mailbox,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 800 });
    const expectGood = async () => {
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(background).toBe(colorScheme === "dark" ? "rgb(17, 17, 20)" : "rgb(247, 247, 248)");
      // A mail stands in a frame without scripts: nothing answers there, and the check would wait half a minute for it.
      await expectAccessible(page, { without: "iframe" });
      await expectNoSidewaysScroll(page);
    };

    const email = `${colorScheme}-${Date.now()}@example.com`;
    await page.goto("/sign-up");
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByRole("button", { name: "Continue" }).click();
    await mailbox.linkFor(email, /Confirm your address/);
    await page.goto(`${flowra.mailboxUrl}/?token=${flowra.mailboxToken}`);
    await expectGood();
    await page.goto(`${flowra.mailboxUrl}/?to=${email}`);
    await page.getByRole("link", { name: /Confirm your address/ }).click();
    await expectGood();

    await page.goto(`${flowra.jobsUrl}/?token=${flowra.jobsToken}`);
    await expect(page.getByRole("table")).toBeVisible();
    await expectGood();
    await page.goto(`${flowra.jobsUrl}/runs`);
    await expectGood();
    await page.goto(`${flowra.jobsUrl}/runs/unknown`);
    await expectGood();
  });
}
