import AxeBuilder from "@axe-core/playwright";
import { deskOf } from "./fixtures/desk";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage } from "./screens/customer-page";

const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the customer's pages, ${colorScheme}`, async ({ page, tenant }) => {
    // Fourteen full checks of a page take their time on a busy machine.
    test.slow();
    const inbox = await tenant.inbox({ requireIdentity: true });
    const desk = deskOf(await tenant.member("agent"), tenant);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const chat = customerPage(page);
    const check = async (state: string) => {
      for (const size of sizes) {
        await page.setViewportSize(size);
        const { violations } = await new AxeBuilder({ page })
          .options({ resultTypes: ["violations"] })
          .setLegacyMode()
          .analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
        expect(found, `${state} at ${size.width}`).toEqual([]);
      }
    };

    await page.goto(`/c/${inbox.key}`);
    await chat.write("Hello");
    await expect(chat.name).toHaveAccessibleDescription(/Please fill/);
    await check("problems at the fields");
    await chat.name.fill("Marta");
    await chat.email.fill("marta@example.com");
    await chat.composer.press("Enter");
    await chat.expectDelivery("Sent");
    const { chatId } = await desk.ticket();
    await desk.reply(chatId, "**Hi** Marta, see https://example.com and `code`\n\n> quoted\n\n- one\n- two");
    await expect(chat.message("quoted")).toBeVisible();
    await check("a conversation");
    await page.route(`**/api/chats/${chatId}/messages`, (route) =>
      route.fulfill({ status: 403, json: { error: { code: "FORBIDDEN" } } }),
    );
    await chat.write("Refused");
    await expect(chat.message("Refused").getByRole("alert")).toContainText("Not sent");
    await check("a refused message");
    await chat.openList();
    await check("the list");
    await page.evaluate((key) => localStorage.setItem(key, "x".repeat(43)), `flowra.customer.${inbox.key}`);
    await page.reload();
    await expect(page.getByRole("button", { name: "Start again" })).toBeVisible();
    await check("access ended");
    await page.goto(`/c/${inbox.key}/return#cut`);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
    await check("a link that is not one");
    await page.goto("/c/no-such-inbox");
    await check("an unknown inbox");
  });
}
