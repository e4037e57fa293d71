import { desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { accountTokens, auditLog, domainEvents, sessions, users, workspaces } from "@/db/schema";
import {
  makeAccount,
  makeMember,
  makeStranger,
  makeUser,
  makeWorkspace,
  unique,
  useTestDatabase,
} from "@/db/testing/factories";
import { useMailCatcher } from "@/db/testing/mail-catcher";
import { makeWorld } from "@/db/testing/world";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";
import { codeOf } from "@/lib/auth/testing/codes";
import { runAccount } from "@/lib/core/command";
import type { AccountCaller } from "@/lib/core/context";
import { readAccount } from "@/lib/core/query";
import { inTransaction } from "@/lib/core/transaction";
import { cancelEmailChange } from "./commands/cancel-email-change";
import { changePassword } from "./commands/change-password";
import { confirmEmailChange } from "./commands/confirm-email-change";
import { disableTotp } from "./commands/disable-totp";
import { enableTotp } from "./commands/enable-totp";
import { requestEmailChange } from "./commands/request-email-change";
import { requestPasswordReset } from "./commands/request-password-reset";
import { requestSignInLink } from "./commands/request-sign-in-link";
import { resetPassword } from "./commands/reset-password";
import { revokeOtherSessions } from "./commands/revoke-other-sessions";
import { revokeSession } from "./commands/revoke-session";
import { signUp } from "./commands/sign-up";
import { startTotp } from "./commands/start-totp";
import { unlinkProvider } from "./commands/unlink-provider";
import { updateProfile } from "./commands/update-profile";
import { issueLink } from "./links";
import { describeLink } from "./queries/describe-link";
import { exportOwnData } from "./queries/export-own-data";
import { getAccount } from "./queries/get-account";
import { listSessions } from "./queries/list-sessions";

useTestDatabase();
const mailbox = useMailCatcher();

const password = "a harbour at low tide";
const newPassword = "seven lanterns uphill";

const person = async () => {
  const user = await makeUser({ passwordHash: await hashPassword(password) });
  return { user, caller: await makeAccount(user) };
};
const mailsTo = (address: string) => mailbox.mails.filter(({ to }) => to === address);
const tokenIn = (text: string) => /\/([\w-]{43})\b/.exec(text)![1]!;
const reload = async (id: string) => (await systemDb().select().from(users).where(eq(users.id, id)))[0]!;
const link = async (about: Parameters<typeof issueLink>[1]) =>
  (await inTransaction("system", (tx) => issueLink(tx, about))).address.split("/").at(-1)!;
const expire = (email: string) =>
  systemDb()
    .update(accountTokens)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(accountTokens.email, email));
const dead = { code: "NOT_FOUND", details: { reason: "link_dead" } };
const wrongField = (field: string, problem: string) => ({
  code: "INVALID",
  details: { fields: [expect.objectContaining({ field, problem })] },
});

test("asking for a link answers alike with and without an account, and mails each what helps", async () => {
  const { user } = await person();
  const nobody = `nobody-${unique()}@example.com`;
  const answers = [];
  for (const email of [user.email, nobody]) {
    answers.push(await runAccount(requestSignInLink, makeStranger(), { email, wants: "sign_in" }));
    answers.push(await runAccount(requestPasswordReset, makeStranger(), { email }));
    answers.push(await runAccount(requestSignInLink, makeStranger(), { email, wants: "sign_up" }));
  }
  expect(answers).toEqual(Array(6).fill({ mail: "sent" }));
  const paths = (email: string) => mailsTo(email).map(({ text }) => /3000(\/[a-z/-]+)\//.exec(text)?.[1]);
  expect(paths(user.email)).toEqual(["/sign-in/link", "/reset", "/sign-in/link"]);
  expect(paths(nobody)).toEqual(["/verify", "/verify", "/verify"]);
});

test("mails come in the person's language, and else in that of the page", async () => {
  const user = await makeUser({ locale: "ru" });
  await runAccount(requestSignInLink, makeStranger(), { email: user.email, locale: "en", wants: "sign_in" });
  const nobody = `nobody-${unique()}@example.com`;
  await runAccount(requestSignInLink, makeStranger(), { email: nobody, locale: "ru", wants: "sign_in" });
  expect(mailsTo(user.email)[0]!.subject).toBe("Ссылка для входа во Flowra");
  expect(mailsTo(nobody)[0]!.subject).toBe("Для этого адреса нет учётной записи Flowra");
});

test("a mail that can't be sent is told as that, with and without an account", async () => {
  const { user } = await person();
  mailbox.refuse(500);
  try {
    for (const email of [user.email, `nobody-${unique()}@example.com`]) {
      expect(await runAccount(requestPasswordReset, makeStranger(), { email })).toEqual({ mail: "failed" });
    }
  } finally {
    mailbox.refuse(null);
  }
});

test("nobody's mailbox can be flooded, and no address asks for hundreds of mails", async () => {
  const email = `flood-${unique()}@example.com`;
  for (let n = 0; n < 5; n++) {
    await runAccount(requestSignInLink, makeStranger(), { email, wants: "sign_in" });
  }
  await expect(
    runAccount(requestSignInLink, makeStranger(), { email: ` ${email.toUpperCase()}`, wants: "sign_in" }),
  ).rejects.toMatchObject({ code: "RATE_LIMITED" });
  const stranger = makeStranger();
  const asked = Array.from({ length: 31 }, () =>
    runAccount(requestPasswordReset, stranger, { email: `any-${unique()}@example.com` }),
  );
  const results = await Promise.allSettled(asked);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
});

test("signing up: the account is made by the mailed link, once", async () => {
  const email = `new-${unique()}@example.com`;
  await runAccount(requestSignInLink, makeStranger(), { email, wants: "sign_up" });
  expect(await systemDb().$count(users, eq(users.email, email))).toBe(0);
  const token = tokenIn(mailsTo(email)[0]!.text);
  const given = { token, name: "Kim", password, timeZone: "Europe/Berlin" };
  await expect(
    runAccount(signUp, makeStranger(), { ...given, password: `${email} x` }),
  ).rejects.toMatchObject(wrongField("password", "password_personal"));
  const both = await Promise.allSettled([1, 2].map(() => runAccount(signUp, makeStranger(), given)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [user] = await systemDb().select().from(users).where(eq(users.email, email));
  expect(user).toMatchObject({ name: "Kim", timeZone: "Europe/Berlin", emailVerifiedAt: expect.any(Date) });
  await expect(runAccount(signUp, makeStranger(), given)).rejects.toMatchObject(dead);
});

test("a reset changes the password once, ends every session and every other link, and tells the person", async () => {
  const { user, caller } = await person();
  await makeAccount(user);
  const other = await link({ purpose: "sign_in", email: user.email, userId: user.id });
  const token = await link({ purpose: "reset_password", email: user.email, userId: user.id });
  await expect(
    runAccount(resetPassword, makeStranger(), { token, password: "1234567890" }),
  ).rejects.toMatchObject(wrongField("password", "password_common"));
  const both = await Promise.allSettled(
    [1, 2].map(() => runAccount(resetPassword, makeStranger(), { token, password: newPassword })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { passwordHash } = await reload(user.id);
  expect(await verifyPassword(passwordHash, newPassword)).toBe(true);
  expect(await verifyPassword(passwordHash, password)).toBe(false);
  expect(await readAccount(listSessions, caller, {})).toEqual([]);
  expect(await readAccount(describeLink, makeStranger(), { token: other, purposes: ["sign_in"] })).toBeNull();
  expect(mailsTo(user.email).map(({ subject }) => subject)).toEqual(["Your Flowra password was changed"]);
});

test.each([
  ["an expired one", async (email: string) => void (await expire(email))],
  [
    "one for an address that the account no longer has",
    async (email: string) =>
      void (await systemDb()
        .update(users)
        .set({ email: `x${email}` })
        .where(eq(users.email, email))),
  ],
])("%s resets nothing", async (_name, spoil) => {
  const { user } = await person();
  const token = await link({ purpose: "reset_password", email: user.email, userId: user.id });
  await spoil(user.email);
  await expect(
    runAccount(resetPassword, makeStranger(), { token, password: newPassword }),
  ).rejects.toMatchObject(dead);
  expect(await verifyPassword((await reload(user.id)).passwordHash, password)).toBe(true);
});

test("links do only what they are for", async () => {
  const { user } = await person();
  const about = { email: user.email, userId: user.id };
  const signIn = await link({ purpose: "sign_in", ...about });
  const change = await link({ purpose: "change_email", ...about });
  for (const token of [signIn, change]) {
    await expect(
      runAccount(resetPassword, makeStranger(), { token, password: newPassword }),
    ).rejects.toMatchObject(dead);
    await expect(
      runAccount(signUp, makeStranger(), { token, name: "Kim", password: newPassword }),
    ).rejects.toMatchObject(dead);
  }
  await expect(runAccount(confirmEmailChange, makeStranger(), { token: signIn })).rejects.toMatchObject(dead);
});

test("looking at a link uses nothing up, and a wrong one looks like a dead one", async () => {
  const { user } = await person();
  const token = await link({ purpose: "sign_in", email: user.email, userId: user.id });
  const look = (given: string) =>
    readAccount(describeLink, makeStranger(), { token: given, purposes: ["sign_in"] });
  expect([await look(token), await look(token)]).toEqual(
    Array(2).fill({ purpose: "sign_in", email: user.email, name: user.name }),
  );
  expect(await look("x".repeat(43))).toBeNull();
  expect(await look("../../etc/passwd")).toBeNull();
  await expire(user.email);
  expect(await look(token)).toBeNull();
});

test("changing the password asks for the old one and leaves only this session", async () => {
  const { user, caller } = await person();
  await makeAccount(user);
  await expect(runAccount(changePassword, caller, { newPassword })).rejects.toMatchObject(
    wrongField("password", "required"),
  );
  await expect(runAccount(changePassword, caller, { newPassword, password: "wrong" })).rejects.toMatchObject(
    wrongField("password", "wrong_password"),
  );
  await expect(
    runAccount(changePassword, caller, { newPassword: user.email, password }),
  ).rejects.toMatchObject(wrongField("newPassword", "password_personal"));
  await runAccount(changePassword, caller, { newPassword, password });
  expect((await readAccount(listSessions, caller, {})).map(({ current }) => current)).toEqual([true]);
  expect(await verifyPassword((await reload(user.id)).passwordHash, newPassword)).toBe(true);
});

test("a first password needs a fresh sign-in when nothing else proves the person", async () => {
  const user = await makeUser();
  const caller = await makeAccount(user);
  await systemDb()
    .update(sessions)
    .set({ createdAt: new Date(Date.now() - 16 * 60_000) })
    .where(eq(sessions.userId, user.id));
  await expect(runAccount(changePassword, caller, { newPassword })).rejects.toMatchObject({
    details: { reason: "sign_in_again" },
  });
  await runAccount(changePassword, await makeAccount(user), { newPassword });
  expect(await verifyPassword((await reload(user.id)).passwordHash, newPassword)).toBe(true);
});

test("an address changes when the new one is proven; the old one is told", async () => {
  const { user, caller } = await person();
  const email = `moved-${unique()}@example.com`;
  await expect(runAccount(requestEmailChange, caller, { email })).rejects.toMatchObject(
    wrongField("password", "required"),
  );
  expect(await runAccount(requestEmailChange, caller, { email, password })).toEqual({ mail: "sent" });
  expect((await reload(user.id)).email).toBe(user.email);
  const token = tokenIn(mailsTo(email)[0]!.text);
  await runAccount(confirmEmailChange, makeStranger(), { token });
  expect((await reload(user.id)).email).toBe(email);
  expect(mailsTo(user.email)[0]!.text).toContain(email);
  await expect(runAccount(confirmEmailChange, makeStranger(), { token })).rejects.toMatchObject(dead);
});

describe("another address that is not proven yet", () => {
  const ask = async (caller: AccountCaller, email = `moved-${unique()}@example.com`) => {
    await runAccount(requestEmailChange, caller, { email, password });
    return { email, token: tokenIn(mailsTo(email).at(-1)!.text) };
  };
  const pending = async (caller: AccountCaller) => (await readAccount(getAccount, caller, {})).pendingEmail;
  const confirm = (token: string) => runAccount(confirmEmailChange, makeStranger(), { token });

  test("changes nothing: the old one still signs in and gets the mails", async () => {
    const { user, caller } = await person();
    const { email } = await ask(caller);
    expect(await pending(caller)).toBe(email);
    await runAccount(requestPasswordReset, makeStranger(), { email: user.email });
    expect(mailsTo(user.email)).toHaveLength(1);
    await runAccount(requestSignInLink, makeStranger(), { email, wants: "sign_in" });
    expect(mailsTo(email).at(-1)!.subject).not.toBe("Your sign-in link for Flowra");
  });

  test("is given up for a later one, so that a mistyped one can't take the account", async () => {
    const { user, caller } = await person();
    const mistyped = await ask(caller);
    const meant = await ask(caller);
    expect(await pending(caller)).toBe(meant.email);
    await expect(confirm(mistyped.token)).rejects.toMatchObject(dead);
    expect((await reload(user.id)).email).toBe(user.email);
    await confirm(meant.token);
    expect((await reload(user.id)).email).toBe(meant.email);
    expect(await pending(caller)).toBeNull();
  });

  test("is one of two that are asked for at once", async () => {
    const { caller } = await person();
    const asked = await Promise.all([ask(caller), ask(caller), ask(caller)]);
    const confirmed = await Promise.allSettled(asked.map(({ token }) => confirm(token)));
    expect(confirmed.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test.each([
    ["by taking it back", (caller: AccountCaller) => runAccount(cancelEmailChange, caller, {})],
    [
      "by another password",
      (caller: AccountCaller) => runAccount(changePassword, caller, { newPassword, password }),
    ],
  ])("ends %s", async (_, end) => {
    const { user, caller } = await person();
    const { token } = await ask(caller);
    await end(caller);
    expect(await pending(caller)).toBeNull();
    await expect(confirm(token)).rejects.toMatchObject(dead);
    expect((await reload(user.id)).email).toBe(user.email);
  });

  test("is only one's own to take back", async () => {
    const [{ caller }, { caller: other }] = [await person(), await person()];
    const { email } = await ask(caller);
    await runAccount(cancelEmailChange, other, {});
    expect(await pending(caller)).toBe(email);
  });

  test("looks the same when somebody has it already", async () => {
    const [{ caller }, { user: holder }] = [await person(), await person()];
    const { email } = await ask(caller, holder.email);
    expect(await pending(caller)).toBe(email);
  });
});

test("an address that somebody has is not told to be taken, and can't be taken", async () => {
  const [{ caller }, { user: holder }] = [await person(), await person()];
  expect(await runAccount(requestEmailChange, caller, { email: holder.email, password })).toEqual({
    mail: "sent",
  });
  expect(mailsTo(holder.email)[0]!.subject).toBe("You already have a Flowra account");
  // Taken between the mail and its link.
  const email = `race-${unique()}@example.com`;
  await runAccount(requestEmailChange, caller, { email, password });
  await makeUser({ email });
  const token = tokenIn(mailsTo(email)[0]!.text);
  await expect(runAccount(confirmEmailChange, makeStranger(), { token })).rejects.toMatchObject({
    details: { reason: "email_taken" },
  });
});

test("a second factor asks for proof, is confirmed before it counts, and is stored unreadably", async () => {
  const { user, caller } = await person();
  await expect(runAccount(startTotp, caller, {})).rejects.toMatchObject(wrongField("password", "required"));
  const { secret, qrCode } = await runAccount(startTotp, caller, { password });
  expect(qrCode).toMatch(/^data:image\/svg\+xml;base64,/);
  expect((await reload(user.id)).totpSecret).not.toContain(secret);
  expect((await readAccount(getAccount, caller, {})).totpEnabled).toBe(false);
  await expect(runAccount(enableTotp, caller, { code: "000000" })).rejects.toMatchObject(
    wrongField("code", "wrong_code"),
  );
  const { codes } = await runAccount(enableTotp, caller, { code: codeOf(secret) });
  expect(await readAccount(getAccount, caller, {})).toMatchObject({
    totpEnabled: true,
    recoveryCodesLeft: 10,
  });
  await expect(runAccount(startTotp, caller, { password })).rejects.toMatchObject({
    details: { reason: "totp_on" },
  });

  await expect(runAccount(disableTotp, caller, { code: codeOf(secret) })).rejects.toMatchObject(
    wrongField("code", "wrong_code"),
  );
  await runAccount(disableTotp, caller, { code: codes[0]! });
  expect(await reload(user.id)).toMatchObject({ totpSecret: null, totpEnabledAt: null });
  expect(mailsTo(user.email).map(({ subject }) => subject)).toEqual([
    "Two-step sign-in is on",
    "Two-step sign-in is off",
  ]);
});

test("somebody else's session can't be ended, and looks like one that isn't there", async () => {
  const [mine, theirs] = [await person(), await person()];
  for (const sessionId of [theirs.caller.user!.sessionId, crypto.randomUUID()]) {
    await expect(runAccount(revokeSession, mine.caller, { sessionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
      details: {},
    });
  }
  expect(await readAccount(listSessions, theirs.caller, {})).toHaveLength(1);
});

test("all other sessions end at once, and it is written down", async () => {
  const { user, caller } = await person();
  await Promise.all([1, 2, 3].map(() => makeAccount(user)));
  expect(await runAccount(revokeOtherSessions, caller, {})).toEqual({ ended: 3 });
  expect(await readAccount(listSessions, caller, {})).toHaveLength(1);
  const [entry] = await systemDb()
    .select({ action: auditLog.action, after: auditLog.after })
    .from(auditLog)
    .where(eq(auditLog.subjectId, user.id))
    .orderBy(desc(auditLog.createdAt));
  expect(entry).toEqual({ action: "session.others_revoked", after: { ended: 3 } });
});

test("revoking renames the channels of the person's workspaces, and of no others", async () => {
  const [theirs, foreign] = await Promise.all([makeWorkspace(), makeWorkspace()]);
  const { account, user } = await makeMember(theirs, "agent");
  await makeMember(foreign, "agent");
  const other = await makeAccount(user);
  const epochs = async () => {
    const rows = await systemDb()
      .select({ id: workspaces.id, epoch: workspaces.accessEpoch })
      .from(workspaces);
    return [theirs, foreign].map(({ id }) => rows.find((row) => row.id === id)?.epoch);
  };
  await runAccount(revokeSession, account, { sessionId: other.user!.sessionId });
  expect(await epochs()).toEqual([2, 1]);
  const events = await systemDb()
    .select({ workspaceId: domainEvents.workspaceId, payload: domainEvents.payload })
    .from(domainEvents)
    .where(eq(domainEvents.name, "member.sessions_ended"));
  expect(events).toEqual([{ workspaceId: theirs.id, payload: { userId: user.id } }]);
});

test("a provider that isn't linked can't be unlinked", async () => {
  const { caller } = await person();
  await expect(runAccount(unlinkProvider, caller, { provider: "google", password })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("the profile changes what is given, keeps the rest, and takes nothing else", async () => {
  const { user, caller } = await person();
  const sneaky = {
    name: "  Kim \u202E Doe ",
    theme: "dark" as const,
    email: "evil@example.com",
    passwordHash: "x",
  };
  await runAccount(updateProfile, caller, sneaky);
  await runAccount(updateProfile, caller, { shortcutsEnabled: false });
  expect(await readAccount(getAccount, caller, {})).toMatchObject({
    ...{ name: "Kim Doe", theme: "dark", email: user.email, hasPassword: true },
    shortcuts: { enabled: false, keys: {} },
  });
  await expect(runAccount(updateProfile, caller, { timeZone: "Mars/Olympus" })).rejects.toMatchObject(
    wrongField("timeZone", "time_zone"),
  );
});

test("the export has one's own data, and neither secrets nor anybody else", async () => {
  const [{ user, caller }, other] = [await person(), await person()];
  await runAccount(startTotp, caller, { password });
  const text = JSON.stringify(await readAccount(exportOwnData, caller, {}));
  expect(text).toContain(user.email);
  expect(text).not.toContain(other.user.email);
  expect(text).not.toMatch(/argon2|totpSecret|"v1\.|passwordHash/);
});

test("the export lists one's own files with their addresses, and nobody else's", async () => {
  const world = await makeWorld();
  const { files } = await readAccount(exportOwnData, world.colleague.account, {});
  expect(files).toEqual([
    expect.objectContaining({
      workspace: world.workspace.name,
      name: "depot.txt",
      type: "text/plain",
      address: expect.stringMatching(/^http.+\/api\/files\/.+signature=/),
    }),
  ]);
  expect((await readAccount(exportOwnData, world.manager.account, {})).files).toEqual([]);
});
