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

test("a change that another site's page asks for is refused in so many words, not as a failure", async ({
  page,
}) => {
  const ask = (origin: string) =>
    page.request.post("/sign-in", {
      headers: { origin, "next-action": "0".repeat(42), "content-type": "text/plain;charset=UTF-8" },
      data: "[]",
    });
  for (const origin of ["https://evil.example", "null"]) {
    const answer = await ask(origin);
    expect([answer.status(), await answer.json()]).toEqual([
      403,
      { error: { code: "FORBIDDEN", reason: "foreign_origin" } },
    ]);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
});
