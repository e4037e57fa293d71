import { type BuiltStatement, builder, runBuilt } from "@/db/client";
import type { Actor, Context } from "./context";

type Buildable<R> = { prepare(name: string): { execute(): Promise<R> } };

/**
 * A query that is built once for each kind of caller and not for each call: building one of Drizzle's takes several
 * times as long as running it. `build` is called with a context and values whose ids are marks; each call puts its own
 * in their places. So `build` may look at what kind of caller it is for, never at who it is.
 * @param build `variant` is whatever else the statement differs by
 */
export function compiled<V extends Record<string, string>, R>(
  build: (ctx: Context, values: V, variant: string) => Buildable<R>,
): (ctx: Context, values: V, variant?: string) => Promise<R> {
  const known = new Map<string, BuiltStatement<R>>();
  return (ctx, values, variant = "") => {
    const key = `${kindOf(ctx.actor)} ${variant}`;
    let built = known.get(key);
    if (!built) {
      const marks = Object.fromEntries(Object.keys(values).map((name) => [name, mark(name)])) as V;
      built = build(markedContext(ctx), marks, variant).prepare("") as unknown as BuiltStatement<R>;
      refuseIds(built.params);
      known.set(key, built);
    }
    const real: Record<string, string> = { ...idsOf(ctx), ...values };
    const params = built.params.map((param) => (isMark(param) ? real[param.slice(1)] : param));
    return runBuilt(ctx.tx, built, params);
  };
}

/** What policies may decide by. */
function kindOf(actor: Actor): string {
  if (actor.kind !== "member") return actor.kind;
  return `${actor.role} ${actor.seesAllTickets} ${actor.teamIds.length}`;
}

/** Of everybody whom a statement may name. */
function idsOf({ workspaceId, actor }: Context): Record<string, string> {
  const ids: Record<string, string> = { "workspace id": workspaceId };
  if (actor.kind === "customer") ids["customer id"] = actor.customerId;
  if (actor.kind === "member") {
    ids["user id"] = actor.userId;
    for (const [n, id] of actor.teamIds.entries()) ids[`team id ${n}`] = id;
  }
  return ids;
}

function markedContext(ctx: Context): Context {
  const { actor } = ctx;
  const marked =
    actor.kind === "customer"
      ? { ...actor, customerId: mark("customer id") }
      : actor.kind === "member"
        ? { ...actor, userId: mark("user id"), teamIds: actor.teamIds.map((_, n) => mark(`team id ${n}`)) }
        : actor;
  return {
    ...ctx,
    tx: builder(),
    actor: marked,
    workspaceId: mark("workspace id") as Context["workspaceId"],
  };
}

const mark = (name: string) => `\u0000${name}`;
const isMark = (param: unknown): param is string => typeof param === "string" && param.startsWith("\u0000");

/** An id that stood in a kept statement would be everybody's. */
function refuseIds(params: unknown[]): void {
  if (params.some((param) => typeof param === "string" && /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(param)))
    throw new Error("A compiled query was built with the id of its first caller.");
}
