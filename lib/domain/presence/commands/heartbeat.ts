import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, presence } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { anyId, clientId } from "@/lib/domain/chats/input";
import { readerOf } from "@/lib/domain/chats/read-positions";
import { presenceSeconds } from "../presence-seconds";

const input = z.object({
  /** Made by each tab. */
  tabId: clientId,
  /** The chat open in that tab. */
  chatId: anyId.nullable(),
  state: z.enum(["online", "away", "gone"]),
});

/** A beat for each conversation that is opened besides the regular ones: whoever walks through many is not refused. */
const perReader = (key: (ctx: { actor: Context["actor"] }) => string | null) => ({
  points: 180,
  seconds: 60,
  store: "process" as const,
  keys: (caller: { actor: Context["actor"] }) => [key(caller)],
});

/** A member's open tab says that it is there; every 30 s, gone after 75 s without. */
export const memberHeartbeat = command({
  name: "presence.memberHeartbeat",
  permission: "workspace:read",
  input,
  rateLimit: perReader(({ actor }) => (actor.kind === "member" ? actor.userId : null)),
  handle: beat,
});

/** The same for a customer's page; also notes when they were last seen. */
export const customerHeartbeat = command({
  name: "presence.customerHeartbeat",
  permission: "support-chat:own",
  input,
  rateLimit: perReader(({ actor }) => (actor.kind === "customer" ? actor.customerId : null)),
  async handle(ctx, beatInput) {
    if (ctx.actor.kind === "customer") {
      await ctx.tx
        .update(customers)
        .set({ lastSeenAt: sql`now()` })
        .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, ctx.actor.customerId)));
    }
    return beat(ctx, beatInput);
  },
});

async function beat(
  ctx: Context,
  { tabId, chatId, state }: z.output<typeof input>,
): Promise<Record<string, never>> {
  const person = readerOf(ctx);
  if (!person) return {};
  const { workspaceId } = ctx;
  // A tab's row belongs to whoever made it: another person's tab id changes nothing.
  const own =
    "userId" in person ? eq(presence.userId, person.userId) : eq(presence.customerId, person.customerId);
  if (state === "gone") {
    // A page that is only reloaded is back within seconds, and never went away.
    await ctx.tx
      .update(presence)
      .set({ seenAt: sql`least(${presence.seenAt}, now() - make_interval(secs => ${presenceSeconds - 4}))` })
      .where(and(eq(presence.workspaceId, workspaceId), eq(presence.tabId, tabId), own));
    return {};
  }
  const seen = { chatId, state, seenAt: sql`now()` };
  await ctx.tx
    .insert(presence)
    .values({ workspaceId, tabId, ...person, ...seen })
    .onConflictDoUpdate({ target: [presence.workspaceId, presence.tabId], set: seen, setWhere: own });
  return {};
}
