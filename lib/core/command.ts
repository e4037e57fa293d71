import type { z } from "zod";
import { auditLog } from "@/db/schema";
import type { Permission } from "@/lib/auth/permissions";
import { observed } from "@/lib/metrics/observe";
import { committed, runAfterCommit } from "./committed";
import {
  type AccountCaller,
  type AccountContext,
  type AfterCommit,
  type AuditEntry,
  actorId,
  type Caller,
  type Context,
  can,
} from "./context";
import { AppError, forbidden } from "./errors";
import type { StoredEvent } from "./events";
import { newId } from "./ids";
import type { AccountOperation, WorkspaceOperation } from "./operation";
import { parse, type Unparsed } from "./parse";
import { retriedOnRace } from "./races";
import { consume, type RateLimits } from "./rate-limit";
import { register } from "./registry";
import { inTransaction, inWorkspace, type Pool } from "./transaction";

type Definition<C, X, S extends z.ZodType, O, P extends string> = {
  name: string;
  input: S;
  handle(ctx: X, input: z.output<S>): Promise<O>;
} & (
  | { permission: P; rateLimit?: RateLimits<C, z.output<S>> }
  | { permission: "public"; rateLimit: RateLimits<C, z.output<S>> }
);

export type Command<S extends z.ZodType, O> = WorkspaceOperation<S, O>;
export type AccountCommand<S extends z.ZodType, O> = AccountOperation<S, O>;

/** A thing somebody can do in a workspace. It cannot be defined without the permission that it needs. */
export function command<S extends z.ZodType, O>(
  definition: Definition<Caller, Context, S, O, Permission> & Pick<Command<S, O>, "lane"> & { pool?: Pool },
): Command<S, O> {
  const operation = { kind: "command", scope: "workspace", pool: "requests", ...definition } as Command<S, O>;
  register(operation);
  return operation;
}

/** A thing somebody can do about their own account, or before they have one. */
export function accountCommand<S extends z.ZodType, O>(
  definition: Definition<AccountCaller, AccountContext, S, O, "own">,
): AccountCommand<S, O> {
  const operation = { kind: "command", scope: "account", ...definition } as AccountCommand<S, O>;
  register(operation);
  return operation;
}

/**
 * Checks the permission and the input, then runs the command in one transaction together with the events and
 * audit rows that it makes. After the commit the events go to whoever listens (see committed.ts).
 * @throws AppError
 */
export async function run<S extends z.ZodType, O>(
  operation: Command<S, O>,
  caller: Caller,
  rawInput: z.input<S> | Unparsed,
): Promise<O> {
  if (operation.permission !== "public" && !can(caller.actor, operation.permission)) throw forbidden();
  const input = parse(operation.input, rawInput);
  if (operation.rateLimit) await consume(operation.name, operation.rateLimit, caller, input);
  const lane = laneOf(operation, caller, input);
  return committing(operation.name, (effects) =>
    inWorkspace(
      operation.pool,
      caller.workspaceId,
      async (tx) => {
        const output = await operation.handle(contextFor(caller, tx, effects), input);
        await storeEvents(tx, effects.events);
        return output;
      },
      { lane },
    ),
  );
}

/** The name of the lane in which an operation waits for a connection; lanes are a workspace's own. */
export function laneOf<S extends z.ZodType, O>(
  operation: WorkspaceOperation<S, O>,
  caller: Caller,
  input: z.output<S>,
): string | undefined {
  return operation.lane && `${caller.workspaceId}.${operation.lane(input)}`;
}

/** Runs a transaction, then does what it left to be done. */
async function committing<T>(name: string, transaction: (effects: Effects) => Promise<T>): Promise<T> {
  const { output, effects } = await observed(name, () =>
    retriedOnRace(async () => {
      const effects = noEffects();
      return { output: await transaction(effects), effects };
    }),
  );
  await settleEffects(effects);
  return output;
}

/** What a transaction leaves to be done once it has committed. */
export type Effects = { events: StoredEvent[]; afterCommit: AfterCommit[] };
export const noEffects = (): Effects => ({ events: [], afterCommit: [] });

async function storeEvents(tx: Context["tx"], events: StoredEvent[]): Promise<void> {
  if (events.length > 0) await tx.raw`insert into domain_events ${tx.raw(events.map(rowOf))}`;
}

async function settleEffects({ events, afterCommit }: Effects): Promise<void> {
  committed(events);
  await runAfterCommit(afterCommit);
}

/** As `run`, for commands about an account. @throws AppError */
export async function runAccount<S extends z.ZodType, O>(
  operation: AccountCommand<S, O>,
  caller: AccountCaller,
  rawInput: z.input<S> | Unparsed,
): Promise<O> {
  if (operation.permission === "own" && !caller.user) throw new AppError("UNAUTHENTICATED");
  const input = parse(operation.input, rawInput);
  if (operation.rateLimit) await consume(operation.name, operation.rateLimit, caller, input);
  return committing(operation.name, (effects) =>
    inTransaction("system", async (tx) => {
      const output = await operation.handle(accountContextFor(caller, tx, effects), input);
      await storeEvents(tx, effects.events);
      return output;
    }),
  );
}

/** Runs another command about the account inside the one at hand: same caller, same transaction, permission checked again. */
export function withinAccount<S extends z.ZodType, O>(
  operation: AccountCommand<S, O>,
  ctx: AccountContext,
  rawInput: z.input<S>,
): Promise<O> {
  if (operation.permission === "own" && !ctx.user) throw new AppError("UNAUTHENTICATED");
  return operation.handle(ctx, parse(operation.input, rawInput));
}

/** Runs another command inside the one at hand: same caller, same transaction, permission and input checked as ever. */
export function within<S extends z.ZodType, O>(
  operation: Command<S, O>,
  ctx: Context,
  rawInput: z.input<S>,
): Promise<O> {
  if (operation.permission !== "public" && !ctx.can(operation.permission)) throw forbidden();
  return operation.handle(ctx, parse(operation.input, rawInput));
}

export function accountContextFor(
  caller: AccountCaller,
  tx: Context["tx"],
  effects: Effects,
): AccountContext {
  const { requestId, ip } = caller;
  return {
    ...caller,
    tx,
    audit: async (entry) => {
      const by = { actorKind: caller.user ? "user" : "anonymous", actorId: caller.user?.id ?? null };
      await tx.insert(auditLog).values(auditRow(entry, by, caller));
    },
    afterCommit: (work) => void effects.afterCommit.push(work),
    enter: (workspaceId, actor) => contextFor({ actor, workspaceId, requestId, ip }, tx, effects),
  };
}

export function contextFor(caller: Caller, tx: Context["tx"], effects: Effects): Context {
  const { actor, workspaceId, requestId } = caller;
  return {
    ...caller,
    tx,
    can: (permission) => can(actor, permission),
    emit: (event, subjectId, payload) => {
      const id = newId();
      effects.events.push({
        id,
        workspaceId,
        name: event.name,
        payload: event.schema.parse(payload) as Record<string, unknown>,
        subjectId,
        actorKind: actor.kind === "visitor" ? "customer" : actor.kind,
        actorId: actorId(actor),
        requestId,
        createdAt: new Date(),
      });
      return id;
    },
    audit: async (entry) => {
      const by = { actorKind: actor.kind, actorId: actorId(actor) };
      await tx.insert(auditLog).values({ ...auditRow(entry, by, caller), workspaceId });
    },
    afterCommit: (work) => void effects.afterCommit.push(work),
    emitted: effects.events,
  };
}

function auditRow(
  entry: AuditEntry,
  actor: { actorKind: string; actorId: string | null },
  request: { ip: string | null; requestId: string },
) {
  return { id: newId(), ...entry, ...actor, ip: request.ip, requestId: request.requestId };
}

/** How long the committing process has to dispatch an event before the sweep takes it over. */
const leaseMs = 15_000;

const rowOf = (event: StoredEvent) => ({
  workspace_id: event.workspaceId,
  id: event.id,
  name: event.name,
  payload: JSON.stringify(event.payload),
  subject_id: event.subjectId,
  actor_kind: event.actorKind,
  actor_id: event.actorId,
  request_id: event.requestId,
  created_at: event.createdAt.toISOString(),
  dispatch_after: new Date(event.createdAt.getTime() + leaseMs).toISOString(),
});
