import type { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import { observed } from "@/lib/metrics/observe";
import { accountContextFor, contextFor, laneOf, noEffects } from "./command";
import { type AccountCaller, type AccountContext, type Caller, type Context, can } from "./context";
import { AppError, forbidden } from "./errors";
import type { AccountOperation, WorkspaceOperation } from "./operation";
import { parse, type Unparsed } from "./parse";
import { consume, type RateLimits } from "./rate-limit";
import { register } from "./registry";
import { inTransaction, inWorkspace, type Pool } from "./transaction";

export type Query<S extends z.ZodType, O> = WorkspaceOperation<S, O>;
export type AccountQuery<S extends z.ZodType, O> = AccountOperation<S, O>;

/** A thing that a page shows. Returns views, never rows. */
export function query<S extends z.ZodType, O>(definition: {
  name: string;
  permission: Permission;
  input: S;
  rateLimit?: RateLimits<Caller, z.output<S>>;
  pool?: Pool;
  lane?(input: z.output<S>): string;
  read(ctx: Context, input: z.output<S>): Promise<O>;
}): Query<S, O> {
  const { read, ...rest } = definition;
  const operation: Query<S, O> = {
    kind: "query",
    scope: "workspace",
    pool: "requests",
    ...rest,
    handle: read,
  };
  register(operation);
  return operation;
}

type AccountGuard<I> =
  | { permission: "own"; rateLimit?: RateLimits<AccountCaller, I> }
  | { permission: "public"; rateLimit: RateLimits<AccountCaller, I> };

/** What the signed-in person sees about themselves, or whoever holds a link about what it leads to. */
export function accountQuery<S extends z.ZodType, O>(
  definition: {
    name: string;
    input: S;
    read(ctx: AccountContext, input: z.output<S>): Promise<O>;
  } & AccountGuard<z.output<S>>,
): AccountQuery<S, O> {
  const { read, ...rest } = definition;
  const operation: AccountQuery<S, O> = { kind: "query", scope: "account", ...rest, handle: read };
  register(operation);
  return operation;
}

/** Runs a query in a read-only transaction of the caller's workspace. @throws AppError */
export async function read<S extends z.ZodType, O>(
  operation: Query<S, O>,
  caller: Caller,
  rawInput: z.input<S> | Unparsed,
): Promise<O> {
  if (operation.permission !== "public" && !can(caller.actor, operation.permission)) throw forbidden();
  const input = parse(operation.input, rawInput);
  if (operation.rateLimit) await consume(operation.name, operation.rateLimit, caller, input);
  const lane = laneOf(operation, caller, input);
  return observed(operation.name, () =>
    inWorkspace(
      operation.pool,
      caller.workspaceId,
      (tx) => operation.handle(contextFor(caller, tx, noEffects()), input),
      { readOnly: true, lane },
    ),
  );
}

/** @throws AppError */
export async function readAccount<S extends z.ZodType, O>(
  operation: AccountQuery<S, O>,
  caller: AccountCaller,
  rawInput: z.input<S>,
): Promise<O> {
  if (operation.permission === "own" && !caller.user) throw new AppError("UNAUTHENTICATED");
  const input = parse(operation.input, rawInput);
  if (operation.rateLimit) await consume(operation.name, operation.rateLimit, caller, input);
  return observed(operation.name, () =>
    inTransaction("system", (tx) => operation.handle(accountContextFor(caller, tx, noEffects()), input), {
      readOnly: true,
    }),
  );
}
