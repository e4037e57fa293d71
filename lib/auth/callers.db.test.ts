import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { customerTokens, memberships, sessions, workspaces } from "@/db/schema";
import { makeAccount, makeMember, makeUser, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import type { AccountCaller } from "@/lib/core/context";
import type { DoorRequest } from "@/lib/core/door";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { forgetAccess } from "./access-cache";
import { customerCaller, customerCallerByToken, memberCaller, memberCallerIn } from "./callers";
import { peerAddressHeader } from "./request";
import { sessionCookieName } from "./session-token";
import { hashToken, newToken } from "./tokens";

useTestDatabase();

const sent = { cookie: undefined as string | undefined };
// There is no request outside of Next's server.
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => (sent.cookie ? { value: sent.cookie } : undefined) }),
}));

let ours: World;
let theirs: World;
beforeAll(async () => {
  [ours, theirs] = [await makeWorld(), await makeWorld()];
});
beforeEach(() => {
  sent.cookie = undefined;
  forgetAccess();
  delete (globalThis as { flowraGuessing?: unknown }).flowraGuessing;
});

const cookieOf = ({ user }: AccountCaller, secret = env().AUTH_SECRET) =>
  encode({ token: { sessionId: user!.sessionId }, secret });

async function asMember(cookie: string | undefined, slug: string) {
  sent.cookie = cookie;
  return memberCaller(slug).then(({ actor, workspaceId }) => ({ actor, workspaceId }), publicError);
}

test("a member is known by their session, with role and teams as they are now", async () => {
  expect(await asMember(await cookieOf(ours.agent.account), ours.workspace.slug)).toMatchObject({
    workspaceId: ours.workspace.id,
    actor: { userId: ours.agent.user.id, role: "agent", teamIds: [ours.team.id], seesAllTickets: false },
  });
  expect(await asMember(await cookieOf(ours.manager.account), ours.workspace.slug)).toMatchObject({
    actor: { role: "manager", seesAllTickets: true },
  });
});

test("without membership a workspace answers as one that doesn't exist", async () => {
  const stranger = await makeAccount(await makeUser());
  const archived = await makeWorld();
  await systemDb()
    .update(workspaces)
    .set({ archivedAt: new Date() })
    .where(eq(workspaces.id, archived.workspace.id));
  const unknown = await asMember(await cookieOf(ours.admin.account), "no-such-workspace");
  expect(unknown).toEqual({ code: "NOT_FOUND" });
  expect(await asMember(await cookieOf(ours.admin.account), theirs.workspace.slug)).toEqual(unknown);
  expect(await asMember(await cookieOf(ours.admin.account), `${ours.workspace.slug}\0`)).toEqual(unknown);
  expect(await asMember(await cookieOf(ours.former.account), ours.workspace.slug)).toEqual(unknown);
  expect(await asMember(await cookieOf(stranger), ours.workspace.slug)).toEqual(unknown);
  expect(await asMember(await cookieOf(archived.admin.account), archived.workspace.slug)).toEqual(unknown);
});

test("nobody's, forged, expired and revoked sessions are all the same", async () => {
  const nobody = await asMember(undefined, ours.workspace.slug);
  expect(nobody).toEqual({ code: "UNAUTHENTICATED" });
  const [expired, revoked] = [await makeAccount(ours.admin.user), await makeAccount(ours.admin.user)];
  const set = (account: AccountCaller, values: Partial<typeof sessions.$inferInsert>) =>
    systemDb().update(sessions).set(values).where(eq(sessions.id, account.user!.sessionId));
  await set(expired, { expiresAt: new Date(0) });
  await set(revoked, { revokedAt: new Date() });
  const cookies = [
    "not-a-token",
    await cookieOf(ours.admin.account, "another-secret-another-secret-another"),
    await cookieOf({
      ...ours.admin.account,
      user: { id: ours.admin.user.id, sessionId: ours.admin.user.id },
    }),
    await cookieOf(expired),
    await cookieOf(revoked),
  ];
  for (const cookie of cookies) expect(await asMember(cookie, ours.workspace.slug)).toEqual(nobody);
});

test("somebody who was removed is out once the answer is forgotten", async () => {
  const cookie = await cookieOf(theirs.colleague.account);
  expect(await asMember(cookie, theirs.workspace.slug)).toMatchObject({ actor: { role: "agent" } });
  await systemDb()
    .update(memberships)
    .set({ removedAt: new Date() })
    .where(eq(memberships.userId, theirs.colleague.user.id));
  forgetAccess();
  expect(await asMember(cookie, theirs.workspace.slug)).toEqual({ code: "NOT_FOUND" });
});

test("a customer is known by their browser's token, in their workspace only", async () => {
  const ask = (token: string | null) =>
    new Request("http://localhost/", { headers: token ? { authorization: `Bearer ${token}` } : {} });
  const answer = (work: Promise<{ actor: object; workspaceId: string }>) =>
    work.then(({ actor, workspaceId }) => ({ actor, workspaceId }), publicError);
  const [key, token] = [ours.inbox.publicKey, ours.customerToken];
  const known = {
    actor: { kind: "customer", customerId: ours.customer.customer.id },
    workspaceId: ours.workspace.id,
  };
  expect(await answer(customerCaller(ask(token), key))).toMatchObject(known);
  expect(await answer(customerCallerByToken(ask(token)))).toMatchObject(known);
  expect(await answer(customerCaller(ask(null), key))).toMatchObject({ actor: { kind: "visitor" } });

  const unknown = await answer(customerCaller(ask(newToken()), key));
  expect(unknown).toEqual({ code: "UNAUTHENTICATED" });
  expect(await answer(customerCaller(ask(theirs.customerToken), key))).toEqual(unknown);
  expect(await answer(customerCallerByToken(ask(null)))).toEqual(unknown);
  expect(await answer(customerCaller(ask(token), "no-such-inbox"))).toEqual({ code: "NOT_FOUND" });

  const row = eq(customerTokens.tokenHash, hashToken(token));
  for (const ended of [
    { revokedAt: new Date() },
    { revokedAt: null, expiresAt: new Date(0) },
    { expiresAt: new Date(Date.now() + 60_000), kind: "mail_link" as const },
  ]) {
    await systemDb().update(customerTokens).set(ended).where(row);
    forgetAccess();
    expect(await answer(customerCaller(ask(token), key))).toEqual(unknown);
  }
});

describe("somebody who guesses customers' tokens", () => {
  const from = (ip: string, token: string) =>
    new Request("http://localhost/", {
      headers: { authorization: `Bearer ${token}`, [peerAddressHeader]: ip },
    });
  const ask = (ip: string, token: string) =>
    customerCallerByToken(from(ip, token)).then(
      ({ actor }) => actor.kind,
      ({ code }) => code as string,
    );
  const guess = (ip: string) => ask(ip, newToken());
  const guesses = (ip: string) => Promise.all(Array.from({ length: 60 }, () => guess(ip)));
  /** Another customer's token, which no address has shown yet. */
  async function freshToken() {
    const token = newToken();
    await systemDb()
      .insert(customerTokens)
      .values({
        workspaceId: theirs.workspace.id,
        id: newId(),
        customerId: theirs.customer.customer.id,
        inboxId: theirs.inbox.id,
        kind: "browser",
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + 60_000),
      });
    return token;
  }

  test("is refused after sixty wrong ones, without another question to the database", async () => {
    const [guesser, other] = ["203.0.113.1", "203.0.113.2"];
    expect(new Set(await guesses(guesser))).toEqual(new Set(["UNAUTHENTICATED"]));
    const token = await freshToken();
    expect(await guess(guesser)).toBe("RATE_LIMITED");
    // Not even the right one gets through: else trying would still be worth it.
    expect(await ask(guesser, token)).toBe("RATE_LIMITED");
    expect(await ask(other, token)).toBe("customer");
    expect(await guess(other)).toBe("UNAUTHENTICATED");
  });

  test("locks out nobody who was known before at the same address", async () => {
    const [ip, token] = ["203.0.113.3", await freshToken()];
    expect(await ask(ip, token)).toBe("customer");
    await guesses(ip);
    forgetAccess();
    expect(await ask(ip, token)).toBe("customer");
  });

  test("is one, whichever address of their network they use", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => guess(`2001:db8:1:2::${(n + 1).toString(16)}`)));
    expect(await guess("2001:db8:1:2:ffff::1")).toBe("RATE_LIMITED");
    expect(await guess("2001:db8:1:3::1")).toBe("UNAUTHENTICATED");
  });
});

test("a workspace whose address is another one's id is not taken for that one", async () => {
  const user = await makeUser();
  const [named, other] = [await makeWorkspace(), await makeWorkspace()];
  await systemDb().update(workspaces).set({ slug: other.id }).where(eq(workspaces.id, named.id));
  const { account } = await makeMember(named, "admin", { user });
  await makeMember(other, "user", { user });
  const cookie = await cookieOf(account);
  const byId = () => {
    const headers = new Headers({ cookie: `${sessionCookieName()}=${cookie}` });
    const request: DoorRequest = { method: "GET", url: "/", headers, body: null };
    return memberCallerIn(other.id, request);
  };
  const inNamed = { workspaceId: named.id, actor: { role: "admin" } };
  const inOther = { workspaceId: other.id, actor: { role: "user" } };
  expect(await asMember(cookie, other.id)).toMatchObject(inNamed);
  expect(await byId()).toMatchObject(inOther);
  forgetAccess();
  expect(await byId()).toMatchObject(inOther);
  expect(await asMember(cookie, other.id)).toMatchObject(inNamed);
});
