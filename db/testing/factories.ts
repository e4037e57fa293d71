import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, systemDb } from "@/db/client";
import type { Role } from "@/db/schema";
import * as tables from "@/db/schema";
import { holds } from "@/lib/auth/permissions";
import type {
  AccountCaller,
  Caller,
  CustomerActor,
  MemberActor,
  VisitorActor,
  WorkspaceId,
} from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { createTestDatabase, type TestDatabase } from "./database";

/** Gives a test file a database of its own, points the app at it, and closes everything at the end. */
export function useTestDatabase(): { readonly url: string } {
  let database: TestDatabase | undefined;
  const before = { ...process.env };
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, testEnvironment, { DATABASE_URL: database.url });
    forgetProcess();
  });
  afterAll(async () => {
    await closeDatabase();
    // Files share a process: the next one finds it as this one did.
    process.env = before;
    forgetProcess();
    await database?.drop();
  });
  return {
    get url() {
      if (!database) throw new Error("The test database exists from beforeAll on.");
      return database.url;
    },
  };
}

/** Drops what the app keeps for as long as a process lives: all of it is on globalThis and named so. */
export function forgetProcess(): void {
  for (const name of Object.keys(globalThis))
    if (name.startsWith("flowra")) Reflect.deleteProperty(globalThis, name);
}

/** A whole configuration in which nothing outside is reachable. Tests of a part override what they need. */
const testEnvironment = {
  NODE_ENV: "test",
  FLOWRA_URL: "http://localhost:3000",
  AUTH_SECRET: "test-auth-secret-test-auth-secret-test",
  FLOWRA_SECRET_KEY: "test-secret-key-test-secret-key-test-key",
  PUSHER_APP_ID: "test",
  PUSHER_KEY: "test",
  PUSHER_SECRET: "test",
  PUSHER_HOST: "127.0.0.1",
  PUSHER_PORT: "9",
  PUSHER_SCHEME: "http",
  INNGEST_BASE_URL: "http://127.0.0.1:9",
  INNGEST_EVENT_KEY: "test",
  RESEND_API_KEY: "re_test",
  RESEND_BASE_URL: "http://127.0.0.1:9",
  LOG_LEVEL: "silent",
};

type Row<T extends { $inferSelect: unknown }> = T["$inferSelect"];
export type TestWorkspace = Row<typeof tables.workspaces>;
export type TestUser = Row<typeof tables.users>;
/** A caller together with the rows behind it. */
export type TestMember = Caller<MemberActor> & { user: TestUser; account: AccountCaller };
export type TestCustomer = Caller<CustomerActor> & { customer: Row<typeof tables.customers> };

export async function makeWorkspace(
  given: Partial<typeof tables.workspaces.$inferInsert> = {},
): Promise<TestWorkspace> {
  const suffix = unique();
  const row = { id: newId(), slug: `workspace-${suffix}`, name: `Workspace ${suffix}`, ...given };
  return one(await systemDb().insert(tables.workspaces).values(row).returning());
}

export async function makeUser(given: Partial<typeof tables.users.$inferInsert> = {}): Promise<TestUser> {
  const suffix = unique();
  const row = { id: newId(), email: `person-${suffix}@example.com`, name: `Person ${suffix}`, ...given };
  return one(await systemDb().insert(tables.users).values(row).returning());
}

/** A user with a session: who calls account commands. */
export async function makeAccount(user: TestUser): Promise<AccountCaller> {
  const id = newId();
  const expiresAt = new Date(Date.now() + 86_400_000);
  await systemDb().insert(tables.sessions).values({ id, userId: user.id, expiresAt });
  return { user: { id: user.id, sessionId: id }, requestId: newId(), ip: "127.0.0.1", userAgent: "test" };
}

/** Nobody yet, from an address of its own so that limits of other tests don't count. */
export function makeStranger(): AccountCaller {
  return { user: null, requestId: newId(), ip: `test-${unique()}`, userAgent: "test" };
}

/**
 * A member as they would call: a new user unless one is given (who may be in several workspaces).
 * Their teams and what agents see are as at this moment; `asMember` gives a caller after a change.
 */
export async function makeMember(
  workspace: TestWorkspace,
  role: Role = "agent",
  given: { user?: TestUser; teamIds?: string[]; available?: boolean } = {},
): Promise<TestMember> {
  const user = given.user ?? (await makeUser());
  const { available = true, teamIds = [] } = given;
  await systemDb()
    .insert(tables.memberships)
    .values({ workspaceId: workspace.id, userId: user.id, role, available });
  if (teamIds.length > 0) {
    await systemDb()
      .insert(tables.teamMembers)
      .values(teamIds.map((teamId) => ({ workspaceId: workspace.id, teamId, userId: user.id })));
  }
  const account = await makeAccount(user);
  return { ...asMember(workspace, user, role, teamIds), user, account };
}

/** The caller that a signed-in member of this role and these teams is. */
export function asMember(
  workspace: TestWorkspace,
  user: TestUser,
  role: Role,
  teamIds: string[] = [],
): Caller<MemberActor> {
  const seesAllTickets =
    holds(role, "ticket:see-all") || (workspace.agentsSeeAllTickets && holds(role, "ticket:handle"));
  return {
    actor: { kind: "member", avatar: null, userId: user.id, name: user.name, role, teamIds, seesAllTickets },
    ...requestOf(workspace.id),
  };
}

export async function makeTeam(
  workspace: TestWorkspace,
  name = `Team ${unique()}`,
  members: TestMember[] = [],
) {
  const team = one(
    await systemDb()
      .insert(tables.teams)
      .values({ workspaceId: workspace.id, id: newId(), name })
      .returning(),
  );
  if (members.length > 0) {
    await systemDb()
      .insert(tables.teamMembers)
      .values(members.map(({ user }) => ({ workspaceId: workspace.id, teamId: team.id, userId: user.id })));
  }
  return team;
}

export async function makeInbox(
  workspace: TestWorkspace,
  given: Partial<typeof tables.inboxes.$inferInsert> = {},
) {
  const suffix = unique();
  const row = {
    workspaceId: workspace.id,
    id: newId(),
    name: `Inbox ${suffix}`,
    publicKey: `inbox-${suffix}`,
  };
  return one(
    await systemDb()
      .insert(tables.inboxes)
      .values({ ...row, ...given })
      .returning(),
  );
}

/** A customer as they would call, of the given inbox or of a new one. */
export async function makeCustomer(
  workspace: TestWorkspace,
  given: Partial<typeof tables.customers.$inferInsert> & { inboxId?: string } = {},
): Promise<TestCustomer> {
  const { inboxId = (await makeInbox(workspace)).id, ...rest } = given;
  const suffix = unique();
  const row = { name: `Customer ${suffix}`, email: `customer-${suffix}@example.com`, ...rest };
  const customer = one(
    await systemDb()
      .insert(tables.customers)
      .values({ workspaceId: workspace.id, id: newId(), ...row })
      .returning(),
  );
  const actor: CustomerActor = { kind: "customer", customerId: customer.id, inboxId, name: customer.name };
  return { actor, customer, ...requestOf(workspace.id) };
}

/** Somebody on the chat page of an inbox who has not written yet. */
export function makeVisitor(workspace: TestWorkspace, inboxId: string): Caller<VisitorActor> {
  return { actor: { kind: "visitor", inboxId }, ...requestOf(workspace.id) };
}

const requestOf = (workspaceId: string) => ({
  workspaceId: workspaceId as WorkspaceId,
  requestId: newId(),
  ip: `test-${unique()}`,
});

/** Short and random: names, slugs and addresses of parallel tests never meet. Letters only: `12e3a` isn't a word. */
export const unique = () =>
  randomBytes(5)
    .toString("hex")
    .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]!);

function one<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error("The insert returned no row.");
  return row;
}
