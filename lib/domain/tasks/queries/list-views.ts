import { and, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { parseQueueAddress } from "../queue/address";
import { passing } from "../queue/conditions";
import { fitPlaces } from "../queue/fit-place";
import { type QueuePlace, standardPlace, standardViews } from "../queue/place";
import { planForValues } from "../queue/plan-for-values";
import { listViews, type SavedView } from "../queue/saved-views";

/** A list needs no exact count of thousands. */
const mostCounted = 100;
/** Of more views than this, the last ones are not counted: each costs a look through the tickets. */
const mostCountedViews = 30;

export type QueueViews = {
  saved: SavedView[];
  /** How many tickets each view holds, up to a hundred, by its name or id. */
  counts: Record<string, number>;
};

/** The views of the queue that the caller has, with how many tickets wait in each. */
export const listQueueViews = query({
  name: "tasks.listQueueViews",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  lane: () => "queue",
  input: z.object({}),
  async read(ctx): Promise<QueueViews> {
    const [, saved] = await Promise.all([planForValues(ctx), listViews(ctx)]);
    const places: [string, QueuePlace][] = [
      ...standardViews
        .filter((view) => view !== "all")
        .map((view): [string, QueuePlace] => [view, standardPlace(view)]),
      ...saved
        .slice(0, mostCountedViews)
        .map(({ id, address }): [string, QueuePlace] => [
          id,
          parseQueueAddress(new URLSearchParams(address)).place,
        ]),
    ];
    const fitted = await fitPlaces(
      ctx,
      places.map(([, place]) => place),
    );
    const counted = await Promise.all(
      fitted.map(async (one, at) => {
        const [name] = places[at]!;
        return [name, await count(ctx, passing(ctx, one))] as const;
      }),
    );
    return { saved, counts: Object.fromEntries(counted) };
  },
});

async function count(ctx: Context, which: SQL | undefined): Promise<number> {
  const found = ctx.tx
    .select({ one: sql`1` })
    .from(tasks)
    .where(and(visibleTickets(ctx), which))
    .limit(mostCounted)
    .as("found");
  const [row] = await ctx.tx.select({ count: sql<number>`count(*)::int` }).from(found);
  return row?.count ?? 0;
}
