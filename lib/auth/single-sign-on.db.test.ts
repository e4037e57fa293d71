import { and, eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { memberships, type Role, ssoRoleMappings, userIdentities, users } from "@/db/schema";
import {
  makeAccount,
  makeMember,
  makeUser,
  makeWorkspace,
  unique,
  useTestDatabase,
} from "@/db/testing/factories";
import { run, runAccount } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { enableTotp } from "@/lib/domain/people/commands/enable-totp";
import { startLinking } from "@/lib/domain/people/commands/start-linking";
import { startTotp } from "@/lib/domain/people/commands/start-totp";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { accountCallerOf } from "./callers";
import { hashPassword } from "./passwords";
import { TestBrowser } from "./testing/browser";
import { codeOf } from "./testing/codes";
import { startIssuer, type TestPerson } from "./testing/issuer";

useTestDatabase();

let issuer: Awaited<ReturnType<typeof startIssuer>>;
beforeAll(async () => {
  issuer = await startIssuer("http://localhost:3000/api/auth/callback/oidc");
  Object.assign(process.env, {
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: "flowra",
    OIDC_CLIENT_SECRET: "flowra-secret",
    OIDC_ROLE_CLAIM: "groups",
  });
});
afterAll(() => issuer.stop());

const newPerson = (given: Partial<TestPerson> = {}): TestPerson => {
  const id = unique();
  return { sub: `sub-${id}`, email: `kim-${id}@example.com`, ...given };
};

/** The whole trip; the path on which the person ends up. */
async function signIn(person: TestPerson, browser = new TestBrowser(), fields = {}): Promise<string> {
  const back = await issuer.signIn(await browser.startProvider("oidc", fields), person);
  const response = await browser.request(back.slice(browser.origin.length));
  return response.headers.get("location")!.replace(browser.origin, "");
}

const callerOf = (browser: TestBrowser) =>
  accountCallerOf(
    new NextRequest(browser.origin, {
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    }),
  );

const userOf = async (person: TestPerson) => {
  const [row] = await systemDb().select().from(users).where(eq(users.email, person.email));
  return row;
};

async function mapping(
  claimValue: string,
  role: Role,
  workspace?: Awaited<ReturnType<typeof makeWorkspace>>,
) {
  const place = workspace ?? (await makeWorkspace());
  await systemDb().insert(ssoRoleMappings).values({ workspaceId: place.id, id: newId(), claimValue, role });
  return place;
}

async function membershipOf(person: TestPerson, workspaceId: string) {
  const user = await userOf(person);
  const [row] = await systemDb()
    .select({ role: memberships.role, sso: memberships.sso, removedAt: memberships.removedAt })
    .from(memberships)
    .where(and(eq(memberships.userId, user?.id ?? newId()), eq(memberships.workspaceId, workspaceId)));
  return row && { role: row.role, sso: row.sso, removed: row.removedAt !== null };
}

test("somebody new gets an account, a session, and no membership that no mapping gives", async () => {
  const workspace = await mapping(`other-${unique()}`, "admin");
  const person = newPerson({ name: "Kim <b>Doe</b>", groups: ["support"] });
  const browser = new TestBrowser();
  expect(await signIn(person, browser)).toBe("/");
  const user = await userOf(person);
  expect(user).toMatchObject({ name: "Kim <b>Doe</b>", passwordHash: null });
  expect((await callerOf(browser)).user?.id).toBe(user!.id);
  expect(await membershipOf(person, workspace.id)).toBeUndefined();
});

test("the second time it is the same account, whatever the address says by then", async () => {
  const person = newPerson();
  await signIn(person);
  const user = await userOf(person);
  const browser = new TestBrowser();
  await signIn({ ...person, email: `new-${person.email}` }, browser);
  expect((await callerOf(browser)).user?.id).toBe(user!.id);
});

test("an address that has an account already is never taken over", async () => {
  const there = await makeUser();
  const browser = new TestBrowser();
  expect(await signIn(newPerson({ email: there.email }), browser)).toBe(
    "/sign-in/problem?error=email_taken&provider=oidc",
  );
  expect((await callerOf(browser)).user).toBeNull();
  expect(await systemDb().$count(userIdentities, eq(userIdentities.userId, there.id))).toBe(0);
});

test("who is signed in may link the provider, and signs in with it from then on", async () => {
  const password = "a harbour at low tide";
  const user = await makeUser({ passwordHash: await hashPassword(password) });
  const browser = new TestBrowser();
  await browser.signIn("password", { email: user.email, password });
  const { permit } = await runAccount(startLinking, await callerOf(browser), { provider: "oidc", password });
  const person = newPerson();
  expect(await signIn(person, browser, { permit })).toBe("/account/security?linked=oidc");

  const other = new TestBrowser();
  expect(await signIn(person, other)).toBe("/");
  expect((await callerOf(other)).user?.id).toBe(user.id);
});

test("a permit to link is worth nothing in a browser that is signed in as somebody else", async () => {
  const password = "a harbour at low tide";
  const [victim, thief] = await Promise.all(
    [1, 2].map(async () => makeUser({ passwordHash: await hashPassword(password) })),
  );
  const [theirs, own] = [new TestBrowser(), new TestBrowser()];
  await theirs.signIn("password", { email: victim!.email, password });
  await own.signIn("password", { email: thief!.email, password });
  const { permit } = await runAccount(startLinking, await callerOf(theirs), { provider: "oidc", password });
  expect(await signIn(newPerson(), own, { permit })).toBe(
    "/account/security?problem=linked_elsewhere&provider=oidc",
  );
  expect(await systemDb().$count(userIdentities, eq(userIdentities.userId, victim!.id))).toBe(0);
});

describe("somebody with a second factor", () => {
  /** Linked to the issuer, with a code that is right now. */
  async function careful() {
    const person = newPerson();
    await signIn(person);
    const user = (await userOf(person))!;
    const caller = await makeAccount(user);
    const { secret } = await runAccount(startTotp, caller, {});
    await runAccount(enableTotp, caller, { code: codeOf(secret) });
    // The code that switched it on is used up.
    await systemDb().update(users).set({ totpLastStep: null }).where(eq(users.id, user.id));
    return { person, user, code: () => codeOf(secret) };
  }

  test.each([[undefined], [["pwd"]], [[]]])("is asked for it when the issuer says %j", async (amr) => {
    const { person, user, code } = await careful();
    const browser = new TestBrowser();
    const callbackUrl = "/w/acme/inbox?view=all";
    expect(await signIn({ ...person, amr }, browser, { callbackUrl })).toBe(
      `/sign-in/second-factor?next=${encodeURIComponent(callbackUrl)}`,
    );
    expect((await callerOf(browser)).user).toBeNull();
    expect(await browser.signIn("second-factor", { code: "000000" })).toMatchObject({
      reason: "wrong_credentials",
    });
    expect(await browser.signIn("second-factor", { code: code() })).toBeNull();
    expect((await callerOf(browser)).user?.id).toBe(user.id);
  });

  test.each([[["pwd", "otp"]], [["mfa"]]])("is in at once when the issuer asked for it: %j", async (amr) => {
    const { person, user } = await careful();
    const browser = new TestBrowser();
    expect(await signIn({ ...person, amr }, browser)).toBe("/");
    expect((await callerOf(browser)).user?.id).toBe(user.id);
  });

  test("keeps what groups give and take, whether or not they come to the second step", async () => {
    const { person } = await careful();
    const group = `agents-${unique()}`;
    const workspace = await mapping(group, "agent");
    await signIn({ ...person, groups: [group] });
    expect(await membershipOf(person, workspace.id)).toMatchObject({ role: "agent", removed: false });
    await signIn(person);
    expect(await membershipOf(person, workspace.id)).toMatchObject({ removed: true });
  });
});

test("an answer that this browser didn't ask for is refused: state, nonce and verifier are the browser's own", async () => {
  const [browser, stranger] = [new TestBrowser(), new TestBrowser()];
  const back = await issuer.signIn(await browser.startProvider("oidc"), newPerson());
  await stranger.startProvider("oidc");
  const response = await stranger.request(back.slice(stranger.origin.length));
  expect(response.headers.get("location")).toContain("error=OAuthCallback");
  expect((await callerOf(stranger)).user).toBeNull();
});

test("a group gives its role, follows the group at each sign-in, goes and comes back with it", async () => {
  const group = `agents-${unique()}`;
  const lead = `leads-${unique()}`;
  const workspace = await mapping(group, "agent");
  await mapping(lead, "manager", workspace);
  const person = newPerson();
  const visit = async (groups: string[]) => {
    await signIn({ ...person, groups });
    return membershipOf(person, workspace.id);
  };
  expect(await visit([group])).toEqual({ role: "agent", sso: "active", removed: false });
  expect(await visit([group, lead])).toEqual({ role: "manager", sso: "active", removed: false });
  expect(await visit([group])).toEqual({ role: "agent", sso: "active", removed: false });
  expect(await visit([])).toEqual({ role: "agent", sso: "lapsed", removed: true });
  expect(await visit([group])).toEqual({ role: "agent", sso: "active", removed: false });
});

test("a member whom somebody removed by hand stays removed, whatever the group says", async () => {
  const group = `agents-${unique()}`;
  const workspace = await mapping(group, "agent");
  const admin = await makeMember(workspace, "admin");
  const person = newPerson({ groups: [group] });
  await signIn(person);
  await run(removeMember, admin, { userId: (await userOf(person))!.id });
  await signIn(person);
  expect(await membershipOf(person, workspace.id)).toMatchObject({ removed: true });
});

test("a membership by invitation is neither raised nor taken by groups", async () => {
  const group = `admins-${unique()}`;
  const workspace = await mapping(group, "admin");
  const person = newPerson();
  await signIn(person);
  await makeMember(workspace, "agent", { user: await userOf(person) });
  await signIn({ ...person, groups: [group] });
  expect(await membershipOf(person, workspace.id)).toEqual({ role: "agent", sso: null, removed: false });
  await signIn(person);
  expect(await membershipOf(person, workspace.id)).toEqual({ role: "agent", sso: null, removed: false });
});

test("the last admin stays one until there is another", async () => {
  const group = `admins-${unique()}`;
  const workspace = await mapping(group, "admin");
  const person = newPerson();
  await signIn({ ...person, groups: [group] });
  await signIn(person);
  expect(await membershipOf(person, workspace.id)).toEqual({ role: "admin", sso: "active", removed: false });
  await makeMember(workspace, "admin");
  await signIn(person);
  expect(await membershipOf(person, workspace.id)).toMatchObject({ removed: true });
});
