import type { Page } from "@playwright/test";

/** Signing in as people do it. */
export function signInPage(page: Page) {
  const email = page.getByRole("textbox", { name: "Email" });
  const password = page.getByLabel("Password", { exact: true });
  return {
    email,
    password,
    code: page.getByRole("textbox", { name: "Code" }),
    async open(path = "/sign-in") {
      await page.goto(path);
    },
    async signIn(address: string, secret: string) {
      await email.fill(address);
      await password.fill(secret);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    },
    async enterCode(code: string) {
      await page.getByRole("textbox", { name: "Code" }).fill(code);
      await page.getByRole("button", { name: "Continue" }).click();
    },
  };
}
