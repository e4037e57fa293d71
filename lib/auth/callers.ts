import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import type { NextRequest } from "next/server";
import { systemDb } from "@/db/client";
import {
  customers,
  customerTokens,
  memberships,
  sessions,
  teamMembers,
  users,
  workspaces,
} from "@/db/schema";
import type {
  AccountCaller,
  Caller,
  CustomerActor,
  MemberActor,
  VisitorActor,
  WorkspaceId,
} from "@/lib/core/context";
import type { DoorRequest, RequestHeaders } from "@/lib/core/door";
import { AppError, notFound } from "@/lib/core/errors";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { cachedAccess } from "./access-cache";
import { withoutGuessing } from "./guessing";
import { findInbox } from "./inbox";
import { holds } from "./permissions";
import { cookieOf, requestInfo } from "./request";
import { sessionCookieName, sessionIdOf } from "./session-token";
import { hashToken } from "./tokens";

type CurrentSession = { id: string; userId: string };

/** The signed-in person's session id, checked against the sessions table (at most 5 s old); else null. */
async function currentSession(request?: DoorRequest): Promise<CurrentSession | null> {
  const name = sessionCookieName();
  return sessionOf(request ? cookieOf(request.headers, name) : (await cookies()).get(name)?.value);
}

async function sessionOf(token: string | undefined): Promise<CurrentSession | null> {
  const sessionId = token ? await sessionIdOf(token) : null;
  return sessionId ? cachedAccess(`session:${sessionId}`, () => findSession(sessionId)) : null;
}

async function findSession(sessionId: string): Promise<CurrentSession | null> {
  const alive = and(
    eq(sessions.id, sessionId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, sql`now()`),
  );
  const [row] = await systemDb()
    .select({
      id: sessions.id,
      userId: sessions.userId,
      unseen: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
    })
    .from(sessions)
    .where(alive);
  if (!row) return null;
  if (row.unseen) await systemDb().update(sessions).set({ lastSeenAt: sql`now()` }).where(alive);
  return { id: row.id, userId: row.userId };
}

/** Whoever asks, about their own account; `user` is null when not signed in. */
export async function accountCaller(): Promise<AccountCaller> {
  return asAccount(await currentSession(), await headers());
}

/** As `accountCaller`, of a request at hand. */
export async function accountCallerOf(request: NextRequest): Promise<AccountCaller> {
  return asAccount(await sessionOf(request.cookies.get(sessionCookieName())?.value), request.headers);
}

function asAccount(session: CurrentSession | null, headers: Headers): AccountCaller {
  const user = session ? { id: session.userId, sessionId: session.id } : null;
  return { user, ...requestInfo(headers) };
}

/**
 * The signed-in member of the workspace in the URL.
 * @param request the one at hand; left out in pages and actions, where Next knows it
 * @throws AppError UNAUTHENTICATED; NOT_FOUND alike for no such workspace and no membership in it
 */
export async function memberCaller(slug: string, request?: DoorRequest): Promise<Caller<MemberActor>> {
  const session = await currentSession(request);
  if (!session) throw new AppError("UNAUTHENTICATED");
  // What can't be a slug can't be asked of the database either (NUL).
  if (!/^[a-z0-9-]{1,64}$/.test(slug)) throw notFound();
  return asMember(session, `slug:${slug}`, eq(workspaces.slug, slug), request?.headers ?? (await headers()));
}

/**
 * As `memberCaller`, of a workspace that is known by its id, as signed addresses know it.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND
 */
export async function memberCallerIn(
  workspaceId: string,
  request: DoorRequest,
): Promise<Caller<MemberActor>> {
  const session = await currentSession(request);
  if (!session) throw new AppError("UNAUTHENTICATED");
  return asMember(session, `id:${workspaceId}`, eq(workspaces.id, workspaceId), request.headers);
}

/** @param name how the workspace is named: a slug may look like an id, so each says which of them it is */
async function asMember(session: CurrentSession, name: string, which: SQL, headers: RequestHeaders) {
  const found = await cachedAccess(`member:${session.id}:${name}`, () => findMember(session.userId, which));
  if (!found) throw notFound();
  const { requestId, ip } = requestInfo(headers);
  return { ...found, requestId, ip };
}

/**
 * A member for whom something is done that they asked for before: with what they may do now. Null when they are no
 * longer in the workspace.
 */
export async function memberCallerById(
  workspaceId: string,
  userId: string,
  requestId: string | null,
): Promise<Caller<MemberActor> | null> {
  const found = await findMember(userId, eq(workspaces.id, workspaceId));
  return found && { ...found, requestId: requestId ?? `member:${userId}`, ip: null };
}

async function findMember(userId: string, which: SQL) {
  const [row] = await systemDb()
    .select({
      workspaceId: workspaces.id,
      agentsSeeAll: workspaces.agentsSeeAllTickets,
      role: memberships.role,
      name: users.name,
      avatarKey: users.avatarKey,
      teamIds: sql<string[]>`coalesce((select array_agg(${teamMembers.teamId}) from ${teamMembers}
        where ${teamMembers.workspaceId} = ${workspaces.id} and ${teamMembers.userId} = ${memberships.userId}), '{}')`,
    })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.userId, userId),
        isNull(memberships.removedAt),
        which,
        isNull(workspaces.archivedAt),
      ),
    );
  if (!row) return null;
  const { role, name, teamIds } = row;
  const seesAllTickets = holds(role, "ticket:see-all") || (row.agentsSeeAll && holds(role, "ticket:handle"));
  const avatar = avatarUrl(row.avatarKey);
  const actor: MemberActor = { kind: "member", userId, name, avatar, role, teamIds, seesAllTickets };
  return { actor, workspaceId: row.workspaceId as WorkspaceId };
}

/**
 * The customer whose browser sent its token (`Authorization: Bearer …`; no cookies, so that a framed chat works
 * where third-party cookies don't), or a visitor of the inbox when there is none.
 * @throws AppError UNAUTHENTICATED for a wrong, expired or revoked token, RATE_LIMITED after many of them; NOT_FOUND for
 * an unknown inbox
 */
export async function customerCaller(
  request: DoorRequest,
  inboxKey: string,
): Promise<Caller<CustomerActor> | Caller<VisitorActor>> {
  const { requestId, ip } = requestInfo(request.headers);
  const inbox = await findInbox(inboxKey);
  if (!inbox) throw notFound();
  const { workspaceId } = inbox;
  const token = bearer(request);
  if (!token) return { actor: { kind: "visitor", inboxId: inbox.id }, workspaceId, requestId, ip };
  const customer = await customerOfToken(token, ip);
  if (!customer || customer.workspaceId !== workspaceId) throw new AppError("UNAUTHENTICATED");
  return { actor: customer.actor, workspaceId, requestId, ip };
}

/** As `customerCaller`, for addresses that name no inbox. @throws AppError UNAUTHENTICATED, RATE_LIMITED */
export async function customerCallerByToken(request: DoorRequest): Promise<Caller<CustomerActor>> {
  const { requestId, ip } = requestInfo(request.headers);
  const token = bearer(request);
  const customer = token ? await customerOfToken(token, ip) : null;
  if (!customer) throw new AppError("UNAUTHENTICATED");
  return { actor: customer.actor, workspaceId: customer.workspaceId as WorkspaceId, requestId, ip };
}

export function bearer(request: DoorRequest): string | null {
  return /^Bearer (\S{20,200})$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

function customerOfToken(token: string, ip: string | null) {
  const tokenHash = hashToken(token);
  return cachedAccess(`customer:${tokenHash}`, () =>
    withoutGuessing(tokenHash, ip, () => findCustomer(tokenHash)),
  );
}

async function findCustomer(tokenHash: string) {
  const [row] = await systemDb()
    .select({
      workspaceId: customers.workspaceId,
      customerId: customers.id,
      inboxId: customerTokens.inboxId,
      name: customers.name,
    })
    .from(customerTokens)
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, customerTokens.workspaceId), eq(customers.id, customerTokens.customerId)),
    )
    .innerJoin(workspaces, and(eq(workspaces.id, customers.workspaceId), isNull(workspaces.archivedAt)))
    .where(
      and(
        eq(customerTokens.tokenHash, tokenHash),
        eq(customerTokens.kind, "browser"),
        isNull(customerTokens.revokedAt),
        gt(customerTokens.expiresAt, sql`now()`),
      ),
    );
  if (!row) return null;
  const { customerId, inboxId, name } = row;
  return {
    workspaceId: row.workspaceId,
    actor: { kind: "customer", customerId, inboxId, name } as CustomerActor,
  };
}
