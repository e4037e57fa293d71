import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents, invitations, memberships, type Role, roles, teamMembers, users } from "@/db/schema";
import {
  makeAccount,
  makeMember,
  makeStranger,
  makeTeam,
  makeUser,
  makeWorkspace,
  type TestWorkspace,
  unique,
  useTestDatabase,
} from "@/db/testing/factories";
import { useMailCatcher } from "@/db/testing/mail-catcher";
import { run, runAccount } from "@/lib/core/command";
import { read, readAccount } from "@/lib/core/query";
import { getInvitation } from "../queries/get-invitation";
import { listInvitations } from "../queries/list-invitations";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { inviteMember } from "./invite-member";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

useTestDatabase();
const catcher = useMailCatcher();

const newAddress = () => `invited-${unique()}@example.com`;
/** The secret in the newest mail to an address. */
function tokenFor(email: string): string {
  const mail = catcher.mails.findLast(({ to }) => to === email);
  return /\/invite\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
}
const accept = async (email: string, token = tokenFor(email)) =>
  runAccount(acceptInvitation, await makeAccount(await userOf(email)), { token });
const userOf = async (email: string) =>
  (await systemDb().select().from(users).where(eq(users.email, email)))[0] ?? (await makeUser({ email }));
const membershipOf = async ({ id }: TestWorkspace, email: string) =>
  (
    await systemDb()
      .select({ role: memberships.role, removedAt: memberships.removedAt, userId: users.id })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.workspaceId, id), eq(users.email, email)))
  )[0];

test("an invitation is mailed, shows what it is about, and makes its address a member of role and teams", async () => {
  const workspace = await makeWorkspace({ name: "Acme" });
  const manager = await makeMember(workspace, "manager");
  const team = await makeTeam(workspace, "Orders");
  const email = newAddress();
  const sent = await run(inviteMember, manager, {
    email: ` ${email.toUpperCase()} `,
    role: "agent",
    teamIds: [team.id],
  });
  expect(sent).toEqual({ mailed: true });
  const mail = catcher.mails.findLast(({ to }) => to === email)!;
  expect(mail.subject).toBe(`${manager.user.name} invites you to Acme`);
  const [stored] = await systemDb().select().from(invitations).where(eq(invitations.email, email));
  expect(JSON.stringify(stored)).not.toContain(tokenFor(email));

  const preview = await readAccount(getInvitation, makeStranger(), { token: tokenFor(email) });
  expect(preview).toEqual({
    state: "open",
    workspace: { slug: workspace.slug, name: "Acme" },
    invitedBy: manager.user.name,
    email,
    role: "agent",
    hasAccount: false,
    signedInAs: null,
  });

  expect(await accept(email)).toEqual({ slug: workspace.slug });
  const member = await membershipOf(workspace, email);
  expect(member).toMatchObject({ role: "agent", removedAt: null });
  expect(await systemDb().$count(teamMembers, eq(teamMembers.userId, member!.userId))).toBe(1);
  const [event] = await systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "member.joined")));
  expect(event?.payload).toEqual({ userId: member!.userId, after: { role: "agent" } });
  expect((await userOf(email)).emailVerifiedAt).not.toBeNull();
});

test("the mail is in the language of whoever invites", async () => {
  const workspace = await makeWorkspace();
  const admin = await makeMember(workspace, "admin", { user: await makeUser({ locale: "ru" }) });
  const email = newAddress();
  await run(inviteMember, admin, { email, role: "agent" });
  expect(catcher.mails.findLast(({ to }) => to === email)?.subject).toContain("приглашает вас");
});

test("a mail server that refuses is told to the inviter, and the invitation can be sent again", async () => {
  const workspace = await makeWorkspace();
  const admin = await makeMember(workspace, "admin");
  const email = newAddress();
  catcher.refuse(422);
  expect(await run(inviteMember, admin, { email, role: "agent" })).toEqual({ mailed: false });
  catcher.refuse(null);
  const [pending] = await read(listInvitations, admin, {});
  expect(await run(resendInvitation, admin, { invitationId: pending!.id })).toEqual({ mailed: true });
  await accept(email);
  expect(await membershipOf(workspace, email)).toMatchObject({ role: "agent" });
});

describe("a link that no longer works", () => {
  const refused = (reason: string) => ({ code: "CONFLICT", details: { reason } });

  test("works once, also for the same person", async () => {
    const admin = await makeMember(await makeWorkspace(), "admin");
    const email = newAddress();
    await run(inviteMember, admin, { email, role: "user" });
    await accept(email);
    await expect(accept(email)).rejects.toMatchObject(refused("invitation_accepted"));
  });

  test("accepted twice at once, it makes one member and one event", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const email = newAddress();
    await run(inviteMember, admin, { email, role: "user" });
    await userOf(email);
    const outcomes = await Promise.allSettled([accept(email), accept(email), accept(email)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(
      await systemDb().$count(
        domainEvents,
        and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "member.joined")),
      ),
    ).toBe(1);
  });

  test("a second invitation replaces the first, also when both are made at once", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const email = newAddress();
    await run(inviteMember, admin, { email, role: "manager" });
    const first = tokenFor(email);
    await Promise.all([
      run(inviteMember, admin, { email, role: "user" }),
      run(inviteMember, admin, { email, role: "user" }),
    ]);
    expect(await read(listInvitations, admin, {})).toHaveLength(1);
    await expect(accept(email, first)).rejects.toMatchObject(refused("invitation_revoked"));
    const tokens = catcher.mails
      .filter(({ to }) => to === email)
      .map(({ text }) => /\/invite\/([\w-]+)/.exec(text)![1]!);
    const outcomes = [];
    for (const token of tokens) outcomes.push(await accept(email, token).catch(() => null));
    expect(outcomes.filter(Boolean)).toEqual([{ slug: workspace.slug }]);
    expect(await membershipOf(workspace, email)).toMatchObject({ role: "user" });
  });

  test("after seven days it is over, and sending it again makes a new link", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const email = newAddress();
    await run(inviteMember, admin, { email, role: "agent" });
    const old = tokenFor(email);
    await systemDb()
      .update(invitations)
      .set({ expiresAt: sql`${invitations.expiresAt} - interval '7 days 1 second'` })
      .where(eq(invitations.email, email));
    await expect(accept(email)).rejects.toMatchObject(refused("invitation_expired"));
    const [listed] = await read(listInvitations, admin, {});
    expect(listed).toMatchObject({ email, expired: true });
    await run(resendInvitation, admin, { invitationId: listed!.id });
    await expect(accept(email, old)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await accept(email)).toEqual({ slug: workspace.slug });
  });

  test("taken back, or made by somebody who may no longer make it", async () => {
    const workspace = await makeWorkspace();
    const [admin, manager] = await Promise.all([
      makeMember(workspace, "admin"),
      makeMember(workspace, "manager"),
    ]);
    const [taken, ofManager] = [newAddress(), newAddress()];
    await run(inviteMember, admin, { email: taken, role: "agent" });
    await run(inviteMember, manager, { email: ofManager, role: "agent" });
    const mine = (await read(listInvitations, admin, {})).find(({ email }) => email === taken)!;
    await run(revokeInvitation, admin, { invitationId: mine.id });
    await run(changeRole, admin, { userId: manager.user.id, role: "agent" });
    for (const email of [taken, ofManager]) {
      await expect(accept(email)).rejects.toMatchObject(refused("invitation_revoked"));
    }
    await expect(run(revokeInvitation, admin, { invitationId: mine.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("for another address than the one that is signed in", async () => {
    const workspace = await makeWorkspace();
    const admin = await makeMember(workspace, "admin");
    const [email, other] = [newAddress(), newAddress()];
    await run(inviteMember, admin, { email, role: "admin" });
    await expect(accept(other, tokenFor(email))).rejects.toMatchObject(
      refused("invitation_for_other_address"),
    );
    expect(await membershipOf(workspace, other)).toBeUndefined();
  });

  test("unknown or malformed", async () => {
    const account = await makeAccount(await makeUser());
    await expect(runAccount(acceptInvitation, account, { token: "x".repeat(43) })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(runAccount(acceptInvitation, account, { token: "' or 1=1 --" })).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(readAccount(getInvitation, makeStranger(), { token: "x".repeat(43) })).rejects.toMatchObject(
      {
        code: "NOT_FOUND",
      },
    );
  });
});

test("nobody invites above their own role, whoever they are", async () => {
  const workspace = await makeWorkspace();
  const allowed: Record<Role, Role[]> = {
    admin: ["admin", "manager", "agent", "user"],
    manager: ["agent", "user"],
    agent: [],
    user: [],
  };
  for (const by of roles) {
    const caller = await makeMember(workspace, by);
    for (const role of roles) {
      const attempt = run(inviteMember, caller, { email: newAddress(), role });
      if (allowed[by].includes(role)) await attempt;
      else await expect(attempt, `${by} invites ${role}`).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  }
});

test("a member is not invited again; somebody who was removed can come back", async () => {
  const workspace = await makeWorkspace();
  const [admin, agent] = await Promise.all([makeMember(workspace, "admin"), makeMember(workspace, "agent")]);
  const { email, id: userId } = agent.user;
  await expect(run(inviteMember, admin, { email, role: "user" })).rejects.toMatchObject({
    code: "CONFLICT",
    details: { reason: "already_member" },
  });
  await run(removeMember, admin, { userId });
  await run(inviteMember, admin, { email, role: "user" });
  await accept(email);
  expect(await membershipOf(workspace, email)).toMatchObject({ role: "user", removedAt: null });
});

test.each(["nobody", "a@b\nBcc: x@example.com", "", `${"a".repeat(250)}@example.com`])(
  "an address like %j is refused by name",
  async (email) => {
    const admin = await makeMember(await makeWorkspace(), "admin");
    await expect(run(inviteMember, admin, { email, role: "agent" })).rejects.toMatchObject({
      code: "INVALID",
      details: { fields: [{ field: "email" }] },
    });
  },
);
