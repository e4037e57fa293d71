import { desc, eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, sessions, users } from "@/db/schema";
import { makeUser, useTestDatabase } from "@/db/testing/factories";
import { runAccount } from "@/lib/core/command";
import { inTransaction } from "@/lib/core/transaction";
import { enableTotp } from "@/lib/domain/people/commands/enable-totp";
import { revokeSession } from "@/lib/domain/people/commands/revoke-session";
import { startTotp } from "@/lib/domain/people/commands/start-totp";
import { issueLink } from "@/lib/domain/people/links";
import { accountCallerOf } from "./callers";
import { hashPassword } from "./passwords";
import { TestBrowser } from "./testing/browser";
import { codeOf } from "./testing/codes";

useTestDatabase();

const password = "a harbour at low tide";
const withPassword = async () => makeUser({ passwordHash: await hashPassword(password) });

/** Who the cookies of a browser say is there. */
const callerOf = (browser: TestBrowser) =>
  accountCallerOf(
    new NextRequest(browser.origin, {
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    }),
  );

test("the right password opens a session, a wrong one and an unknown address are refused alike", async () => {
  const user = await withPassword();
  const browser = new TestBrowser();
  const wrong = await browser.signIn("password", { email: user.email, password: "not that" });
  const unknown = await browser.signIn("password", { email: "nobody@example.com", password: "not that" });
  expect(wrong).toEqual({ code: "INVALID", reason: "wrong_credentials" });
  expect(unknown).toEqual(wrong);
  expect(await callerOf(browser)).toMatchObject({ user: null });

  expect(await browser.signIn("password", { email: ` ${user.email.toUpperCase()} `, password })).toBeNull();
  expect((await callerOf(browser)).user?.id).toBe(user.id);
  const actions = await systemDb()
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(eq(auditLog.subjectId, user.id))
    .orderBy(desc(auditLog.createdAt));
  expect(actions.map(({ action }) => action)).toEqual(["sign_in.succeeded", "sign_in.failed"]);
});

test("an account without a password can't be entered by an empty or any other one", async () => {
  const user = await makeUser();
  const browser = new TestBrowser();
  expect(await browser.signIn("password", { email: user.email, password: "anything" })).toMatchObject({
    reason: "wrong_credentials",
  });
  expect(await browser.signIn("password", { email: user.email })).toMatchObject({ code: "INVALID" });
});

test("each sign-in gets a token and a session of its own, and the browser's old session ends", async () => {
  const user = await withPassword();
  const browser = new TestBrowser();
  await browser.signIn("password", { email: user.email, password });
  const first = { ...(await callerOf(browser)).user, token: browser.cookies.get("flowra-session") };
  await browser.signIn("password", { email: user.email, password });
  const second = { ...(await callerOf(browser)).user, token: browser.cookies.get("flowra-session") };
  expect(second.sessionId).not.toBe(first.sessionId);
  expect(second.token).not.toBe(first.token);
  browser.cookies.set("flowra-session", first.token!);
  expect((await callerOf(browser)).user).toBeNull();
});

test("signing out ends the session, so that a copied cookie is worth nothing", async () => {
  const user = await withPassword();
  const browser = new TestBrowser();
  await browser.signIn("password", { email: user.email, password });
  const copy = browser.cookies.get("flowra-session")!;
  await browser.signOut();
  expect(browser.cookies.has("flowra-session")).toBe(false);
  browser.cookies.set("flowra-session", copy);
  expect((await callerOf(browser)).user).toBeNull();
});

test("a session revoked elsewhere is refused by the very next request", async () => {
  const user = await withPassword();
  const [here, there] = [new TestBrowser(), new TestBrowser()];
  await here.signIn("password", { email: user.email, password });
  await there.signIn("password", { email: user.email, password });
  const sessionId = (await callerOf(there)).user!.sessionId;
  await runAccount(revokeSession, await callerOf(here), { sessionId });
  expect((await callerOf(there)).user).toBeNull();
  expect((await callerOf(here)).user?.id).toBe(user.id);
});

test("without next-auth's token against forged requests nobody is signed in", async () => {
  const user = await withPassword();
  const browser = new TestBrowser();
  const response = await browser.request("/api/auth/callback/password", {
    email: user.email,
    password,
    json: "true",
  });
  expect(((await response.json()) as { url: string }).url).toContain("csrf=true");
  expect(browser.cookies.has("flowra-session")).toBe(false);
});

test("a request from another site is refused before anything else", async () => {
  const browser = new TestBrowser();
  const request = new NextRequest("http://localhost:3000/api/auth/callback/password", {
    method: "POST",
    headers: { origin: "https://evil.example", host: "localhost:3000" },
    body: "{}",
  });
  const { handleAuth } = await import("./handler");
  expect((await handleAuth(request, ["callback", "password"], async () => {})).status).toBe(403);
  expect(browser.cookies.size).toBe(0);
});

test.each(["session", "_log", "providers", "nonsense"])("next-auth's %s is no door of ours", async (door) => {
  expect((await new TestBrowser().request(`/api/auth/${door}`)).status).toBe(404);
});

async function withSecondFactor() {
  const user = await withPassword();
  const browser = new TestBrowser();
  await browser.signIn("password", { email: user.email, password });
  const caller = await callerOf(browser);
  const { secret } = await runAccount(startTotp, caller, { password });
  const { codes } = await runAccount(enableTotp, caller, { code: codeOf(secret, -1) });
  return { user, secret, recovery: codes };
}

test("with a second factor the password alone opens nothing; a code then does, once", async () => {
  const { user, secret } = await withSecondFactor();
  const [browser, other] = [new TestBrowser(), new TestBrowser()];
  for (const one of [browser, other]) {
    expect(await one.signIn("password", { email: user.email, password })).toMatchObject({
      reason: "second_factor",
    });
    expect(one.cookies.has("flowra-session")).toBe(false);
  }
  expect(await browser.signIn("second-factor", { code: "000000" })).toMatchObject({
    reason: "wrong_credentials",
  });
  const code = codeOf(secret);
  expect(await browser.signIn("second-factor", { code })).toBeNull();
  expect((await callerOf(browser)).user?.id).toBe(user.id);
  expect(browser.cookies.has("flowra-second-factor")).toBe(false);
  expect(await other.signIn("second-factor", { code })).toMatchObject({ reason: "wrong_credentials" });
});

test("of two browsers with the same code at once one gets in", async () => {
  const { user, secret } = await withSecondFactor();
  const browsers = [new TestBrowser(), new TestBrowser()];
  for (const one of browsers) await one.signIn("password", { email: user.email, password });
  const code = codeOf(secret);
  const answers = await Promise.all(browsers.map((one) => one.signIn("second-factor", { code })));
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
});

test("a recovery code stands in for the app, as people type it, once", async () => {
  const { user, recovery } = await withSecondFactor();
  const typed = recovery[3]!.toLowerCase().replace("-", " ");
  const answers = [];
  for (const one of [new TestBrowser(), new TestBrowser()]) {
    await one.signIn("password", { email: user.email, password });
    answers.push(await one.signIn("second-factor", { code: typed }));
  }
  expect(answers).toEqual([null, expect.objectContaining({ reason: "wrong_credentials" })]);
});

test("the second step is over without the first, with a forged one, and after some minutes", async () => {
  const { user, secret } = await withSecondFactor();
  const browser = new TestBrowser();
  expect(await browser.signIn("second-factor", { code: codeOf(secret) })).toMatchObject({
    reason: "challenge_over",
  });
  browser.cookies.set("flowra-second-factor", "v1.AAAA");
  expect(await browser.signIn("second-factor", { code: codeOf(secret) })).toMatchObject({
    reason: "challenge_over",
  });

  await browser.signIn("password", { email: user.email, password });
  vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
  try {
    expect(await browser.signIn("second-factor", { code: codeOf(secret) })).toMatchObject({
      reason: "challenge_over",
    });
  } finally {
    vi.useRealTimers();
  }
});

test("guessing codes is stopped for the person, whatever browser it comes from", async () => {
  const { user } = await withSecondFactor();
  const reasons = [];
  for (let n = 0; n < 9; n++) {
    const browser = new TestBrowser();
    await browser.signIn("password", { email: user.email, password });
    reasons.push(await browser.signIn("second-factor", { code: "000000" }));
  }
  expect(reasons.slice(0, 8).every((answer) => answer?.reason === "wrong_credentials")).toBe(true);
  expect(reasons[8]).toMatchObject({ code: "RATE_LIMITED", retryAfter: expect.any(Number) });
});

test("guessing passwords is stopped for the account and for the address", async () => {
  const user = await withPassword();
  let last = null;
  for (let n = 0; n < 16; n++) {
    last = await new TestBrowser().signIn("password", { email: user.email, password: `wrong ${n}` });
  }
  expect(last).toMatchObject({ code: "RATE_LIMITED" });
  // A known account and an unknown one are limited alike, and the right password doesn't pass either.
  expect(await new TestBrowser().signIn("password", { email: user.email, password })).toMatchObject({
    code: "RATE_LIMITED",
  });
});

test("a mailed link signs in once, and proves the address", async () => {
  const user = await makeUser();
  const { address } = await inTransaction("system", (tx) =>
    issueLink(tx, { purpose: "sign_in", email: user.email, userId: user.id }),
  );
  const token = address.split("/").at(-1)!;
  const browsers = [new TestBrowser(), new TestBrowser()];
  const answers = await Promise.all(browsers.map((one) => one.signIn("link", { token })));
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  expect(answers.filter((answer) => answer?.reason === "link_dead")).toHaveLength(1);
  const [row] = await systemDb().select().from(users).where(eq(users.id, user.id));
  expect(row?.emailVerifiedAt).not.toBeNull();
  expect(await systemDb().$count(sessions, eq(sessions.userId, user.id))).toBe(1);
});

test.each(["reset_password", "change_email", "demo"] as const)(
  "a link for %s signs nobody in",
  async (purpose) => {
    const user = await makeUser();
    const { address } = await inTransaction("system", (tx) =>
      issueLink(tx, { purpose, email: user.email, userId: user.id }),
    );
    const token = address.split("/").at(-1)!;
    for (const way of ["link", "demo"]) {
      expect(await new TestBrowser().signIn(way, { token })).toMatchObject({
        code: "NOT_FOUND",
        reason: "link_dead",
      });
    }
  },
);
