import { expect, test } from "./fixtures/test";

test("the started Flowra answers with a page, and the mailbox is closed to strangers", async ({
  page,
  flowra,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(errors).toEqual([]);

  const strange = await page.request.get(`${flowra.mailboxUrl}/api/mails`);
  expect(strange.status()).toBe(403);
  const known = await page.request.get(`${flowra.mailboxUrl}/api/mails`, {
    headers: { authorization: `Bearer ${flowra.mailboxToken}` },
  });
  expect(known.ok()).toBe(true);
});
