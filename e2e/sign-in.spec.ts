import AxeBuilder from "@axe-core/playwright";
import { hash } from "@node-rs/argon2";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { test } from "./fixtures/mailbox";
import type { Tenant } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { signInPage } from "./screens/sign-in-page";

const password = "a harbour at low tide";
const newPassword = "seven lanterns uphill";

/** A user of the workspace: the role for whom the start page leads somewhere simple. */
async function makePerson(tenant: Tenant) {
  const person = await tenant.member("user", "Kim Doe");
  const password_hash = await hash(password);
  await tenant.sql`update users set ${tenant.sql({ password_hash })} where id = ${person.userId}`;
  return person;
}

const inside = (tenant: Tenant) => new RegExp(`/w/${tenant.slug}(/|$)`);

async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
      [],
    );
  }
}

test("with email and password, back to the page that asked for it", async ({ page, tenant }) => {
  const person = await makePerson(tenant);
  await page.goto("/account/preferences");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount%2Fpreferences/);
  const form = signInPage(page);
  await form.signIn(person.email, "something else");
  await expect(page.getByRole("alert").filter({ hasText: "did not match" })).toBeVisible();
  await form.signIn(person.email, password);
  await expect(page).toHaveURL(/^[^?]*\/account\/preferences$/);
  await expect(page.getByRole("heading", { name: "Preferences", level: 1 })).toBeVisible();
});

test("what is missing stands at its field", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const form = signInPage(page);
  await expect(form.email).toHaveAccessibleDescription(/needed/);
  await expect(form.password).toHaveAccessibleDescription(/needed/);
});

test("a next page of another site is not followed", async ({ page, tenant }) => {
  const person = await makePerson(tenant);
  await page.goto("/sign-in?next=//evil.example/");
  await signInPage(page).signIn(person.email, password);
  await expect(page).toHaveURL(inside(tenant));
});

test("by a mailed link, which only its button uses up", async ({ page, tenant, mailbox }) => {
  const person = await makePerson(tenant);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Email me a sign-in link" }).click();
  await signInPage(page).email.fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: person.email })).toBeVisible();

  const link = await mailbox.linkFor(person.email, /sign-in link/);
  // As a mail scanner would.
  await page.request.get(link);
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(inside(tenant));
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expectAccessible(page);
});

test("an address without an account sees the same, and gets a way to make one", async ({ page, mailbox }) => {
  const email = `new-${Date.now()}@example.com`;
  await page.goto("/sign-up");
  await signInPage(page).email.fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("status").filter({ hasText: email })).toBeVisible();
  await page.goto(await mailbox.linkFor(email, /Confirm your address/));
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Your name" }).fill("Noor");
  await signInPage(page).password.fill("password123");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(signInPage(page).password).toHaveAccessibleDescription(/Too many people/);
  await signInPage(page).password.fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page).toHaveURL(/\/workspaces/);
});

test("a forgotten password is replaced, and every session ends", async ({
  page,
  tenant,
  mailbox,
  browser,
}) => {
  const person = await makePerson(tenant);
  const other = await browser.newContext();
  await person.signIn(other);
  const elsewhere = await other.newPage();
  await elsewhere.goto("/account");
  await expect(elsewhere.getByRole("heading", { name: "Profile", level: 1 })).toBeVisible();

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await signInPage(page).email.fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.goto(await mailbox.linkFor(person.email, /new password/));
  await expectAccessible(page);
  await page.getByLabel("New password", { exact: true }).fill(newPassword);
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signInPage(page).signIn(person.email, newPassword);
  await expect(page).toHaveURL(inside(tenant));

  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await other.close();
});

test("a second factor: turned on with an app, asked for at sign-in, replaced by a recovery code", async ({
  page,
  tenant,
}) => {
  const person = await makePerson(tenant);
  await page.goto("/sign-in?next=/account/security");
  await signInPage(page).signIn(person.email, password);
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Confirm" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectAccessible(page);
  const secret = (await dialog.locator("code").textContent())!.replaceAll(" ", "");
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await dialog.getByRole("textbox").fill(app.generate());
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("dialog", { name: "Your recovery codes" })).toBeVisible();
  const [recovery] = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 unused codes left.")).toBeVisible();

  await page.context().clearCookies();
  const form = signInPage(page);
  await form.open();
  await form.signIn(person.email, password);
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  await expectAccessible(page);
  await form.enterCode("000000");
  await expect(page.getByRole("alert").filter({ hasText: "did not match" })).toBeVisible();
  // The next step's: that of the present one may have been used to turn it on.
  await form.enterCode(app.generate({ timestamp: Date.now() + 30_000 }));
  await expect(page).toHaveURL(inside(tenant));

  await page.context().clearCookies();
  await form.open();
  await form.signIn(person.email, password);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByRole("textbox", { name: "Recovery code" }).fill(recovery!);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(inside(tenant));
});

test("sessions: one browser ends the other's", async ({ page, tenant, browser }) => {
  const person = await makePerson(tenant);
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto("/sign-in?next=/account");
  await signInPage(elsewhere).signIn(person.email, password);
  await expect(elsewhere).toHaveURL(/^[^?]*\/account$/);

  await page.goto("/sign-in?next=/account/security");
  await signInPage(page).signIn(person.email, password);
  await expect(page.getByText("This browser")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "End all others" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: /other sessions? (has|have) ended/ }),
  ).toBeVisible();
  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await other.close();
});

test("signing out ends the session for copies of its cookie too", async ({ page, tenant }) => {
  const person = await makePerson(tenant);
  await page.goto("/sign-in?next=/account");
  await signInPage(page).signIn(person.email, password);
  await expect(page).toHaveURL(/^[^?]*\/account$/);
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === "flowra-session")).toMatchObject({
    httpOnly: true,
    sameSite: "Lax",
  });
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    await fetch("/api/auth/signout", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ csrfToken, json: "true" }),
    });
  });
  await page.context().addCookies(cookies);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("name, picture and language are the person's own, and stay", async ({ page, tenant }) => {
  const person = await makePerson(tenant);
  await person.signIn(page.context());
  await page.goto("/account");
  await page.getByRole("textbox", { name: "Name" }).fill("Kim Наумова");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  const canvas = await page.evaluate(() => {
    const element = document.createElement("canvas");
    element.width = 40;
    element.height = 30;
    return element.toDataURL("image/png").split(",")[1]!;
  });
  await page.locator("input[type=file]").setInputFiles({
    ...{ name: "me.png", mimeType: "image/png", buffer: Buffer.from(canvas, "base64") },
  });
  await expect(page.getByRole("button", { name: "Remove" })).toBeVisible();
  await page.reload();
  const picture = page.locator("main img");
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(30);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Kim Наумова");
  await expectAccessible(page);

  await page.goto("/account/preferences");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Русский" }).click();
  await expect(page.getByRole("heading", { name: "Предпочтения", level: 1 })).toBeVisible();
});

for (const path of [
  "/sign-in",
  "/sign-up",
  "/forgot",
  "/sign-in/problem?error=email_taken&provider=google",
  "/setup/none",
  "/demo/none",
]) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
  });
}
