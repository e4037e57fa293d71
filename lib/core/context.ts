import type { z } from "zod";
import type { Transaction } from "@/db/client";
import type { Role } from "@/db/schema";
import { holds, type Permission, type Principal } from "@/lib/auth/permissions";
import type { DomainEvent, StoredEvent } from "./events";

declare const proven: unique symbol;
/** A workspace whose caller was checked. Only lib/auth and system callers mint it. */
export type WorkspaceId = string & { [proven]: "workspace" };

export type MemberActor = {
  kind: "member";
  userId: string;
  name: string;
  /** Address of the picture, or null. */
  avatar: string | null;
  role: Role;
  teamIds: string[];
  /** Sees every ticket: by permission, or by the workspace's setting for agents. */
  seesAllTickets: boolean;
};
export type CustomerActor = { kind: "customer"; customerId: string; inboxId: string; name: string | null };
/** Somebody on a chat page who has not written yet. */
export type VisitorActor = { kind: "visitor"; inboxId: string };
/** Work that nobody asked for just now: a job or a sweep, named by its function. */
export type SystemActor = { kind: "system"; job: string };
export type Actor = MemberActor | CustomerActor | VisitorActor | SystemActor;

/** Who calls, in which workspace, through which request. */
export type Caller<A extends Actor = Actor> = {
  actor: A;
  workspaceId: WorkspaceId;
  requestId: string;
  ip: string | null;
};

/** Who calls about their own account, or before there is one. */
export type AccountCaller = {
  user: { id: string; sessionId: string } | null;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
};

export type Context<A extends Actor = Actor> = Caller<A> & {
  tx: Transaction;
  can(permission: Permission): boolean;
  /** Records a fact in this transaction; it reaches screens and jobs after the commit. @returns its id */
  emit<S extends z.ZodType>(event: DomainEvent<S>, subjectId: string, payload: z.input<S>): string;
  audit(entry: AuditEntry): Promise<void>;
  /** Work that must not happen when the transaction fails: mails, forgotten caches. It runs right after the commit. */
  afterCommit(work: AfterCommit): void;
  /** What was emitted so far, in order. */
  readonly emitted: readonly StoredEvent[];
};

export type AccountContext = AccountCaller & {
  tx: Transaction;
  audit(entry: AuditEntry): Promise<void>;
  afterCommit(work: AfterCommit): void;
  /** Acts in a workspace, in the same transaction: for those who just made or joined it. */
  enter(workspaceId: WorkspaceId, actor: Actor): Context;
};

export type AfterCommit = () => void | Promise<void>;

export type AuditEntry = {
  /** `noun.past_verb`, as for events. */
  action: string;
  subjectType?: string;
  subjectId?: string;
  before?: unknown;
  after?: unknown;
};

/** The column of the permission table that an actor is; system work is checked by its code, not by the table. */
export function principalOf(actor: Actor): Principal | null {
  if (actor.kind === "member") return actor.role;
  if (actor.kind === "system") return null;
  return actor.kind;
}

export function can(actor: Actor, permission: Permission): boolean {
  const principal = principalOf(actor);
  return principal === null || holds(principal, permission);
}

/** A caller for jobs and sweeps: carries its tenant and the name of the function that it works for. */
export function systemCaller(workspaceId: string, job: string): Caller<SystemActor> {
  return {
    actor: { kind: "system", job },
    workspaceId: workspaceId as WorkspaceId,
    requestId: `job:${job}`,
    ip: null,
  };
}

export function actorId(actor: Actor): string | null {
  if (actor.kind === "member") return actor.userId;
  if (actor.kind === "customer") return actor.customerId;
  return actor.kind === "system" ? actor.job : null;
}
