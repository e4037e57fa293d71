import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { bulkChangeRows, bulkChanges, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { clientId } from "@/lib/domain/chats/input";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { bulkChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { getOwnBulk, own, selectBulkChanges } from "../bulk/bulk-changes";
import { type BulkDeed, bulkDeed } from "../bulk/deed";
import { mostChosen, mostInBulk, mostUnderWay, smallBulk } from "../bulk/limits";
import type { BulkChangeView } from "../bulk/views";
import { bulkQueued, smallBulkStarted } from "../events";
import { namesOf } from "../holders";
import { taskNumber } from "../input";
import { passing } from "../queue/conditions";
import { fitPlace } from "../queue/fit-place";
import { queueAddress } from "../queue/input";
import type { QueuePlace } from "../queue/place";
import { planForValues } from "../queue/plan-for-values";
import { requireSnoozeTime } from "../snooze-time";
import { tagsCalled, tagsMeant } from "../tags";

/**
 * Asks for one change of many tickets: those of these numbers, or all that a view of the queue shows the caller now.
 * Each is changed later, by itself and as the caller, see `changeInBulk`. The same id again changes nothing.
 * @throws AppError INVALID for what could be done with no ticket at all; CONFLICT `bulk_too_many`, `bulk_nothing`,
 *   `bulk_busy`
 */
export const startBulkChange = command({
  name: "tasks.startBulkChange",
  permission: "ticket:handle",
  rateLimit: bulkChangesPerMinute,
  input: z
    .object({
      bulkChangeId: clientId,
      deed: bulkDeed,
      numbers: z.array(taskNumber).min(1).max(mostChosen).optional(),
      /** Of the view whose tickets are meant, all of them. */
      address: queueAddress.optional(),
    })
    .refine(({ numbers, address }) => (numbers === undefined) !== (address === undefined), {
      path: ["numbers"],
      params: { problem: "required" },
    }),
  async handle(ctx, { bulkChangeId, deed, numbers, address }): Promise<BulkChangeView> {
    const { userId } = memberActor(ctx);
    if (address && address.problems.length > 0) throw invalid("address", "invalid");
    const label = await labelOf(ctx, deed);
    const [begun] = await ctx.tx
      .insert(bulkChanges)
      .values({ workspaceId: ctx.workspaceId, id: bulkChangeId, userId, deed, label, total: 0 })
      .onConflictDoNothing()
      .returning({ id: bulkChanges.id });
    // Whoever asks again gets what the first time began; an id of somebody else answers as none.
    if (!begun) return getOwnBulk(ctx, bulkChangeId);
    await requireRoom(ctx);
    const total = numbers
      ? await takeNumbered(ctx, bulkChangeId, deed, numbers)
      : await takeAll(ctx, bulkChangeId, deed, address!.place);
    if (total === 0) throw conflict("bulk_nothing");
    if (total > mostInBulk) throw conflict("bulk_too_many", { limit: mostInBulk });
    await ctx.tx
      .update(bulkChanges)
      .set({ total })
      .where(and(own(ctx), eq(bulkChanges.id, bulkChangeId)));
    ctx.emit(total <= smallBulk ? smallBulkStarted : bulkQueued, bulkChangeId, { bulkChangeId, userId });
    const [view] = await selectBulkChanges(ctx, and(own(ctx), eq(bulkChanges.id, bulkChangeId))!);
    return view!;
  },
});

/** What would be refused of every ticket is refused at once. @returns what the chosen ones are called */
async function labelOf(ctx: Context, deed: BulkDeed): Promise<string> {
  switch (deed.kind) {
    case "assignee": {
      const { assignee } = await names(ctx, { assigneeUserId: deed.userId, teamId: null });
      return assignee ?? "";
    }
    case "team":
      return (await names(ctx, { assigneeUserId: null, teamId: deed.teamId })).team ?? "";
    case "tags": {
      const tagOf = await tagsMeant(ctx, "deed.add", [...deed.add, ...deed.remove]);
      const named = (ids: string[]) => ids.flatMap((id) => tagOf(id)?.name ?? []);
      const missing = (await tagsCalled(ctx, deed.create)).some((tag) => tag === null);
      if (missing && !ctx.can("tag:create")) throw invalid("deed.create", "unknown_tag");
      if (deed.add.some((id) => !tagOf(id))) throw invalid("deed.add", "unknown_tag");
      return [
        ...[...named(deed.add), ...deed.create].map((name) => `+${name}`),
        ...named(deed.remove).map((name) => `−${name}`),
      ].join(", ");
    }
    case "snooze":
      if (deed.until !== null) requireSnoozeTime("deed.until", new Date(deed.until));
      return "";
    default:
      return "";
  }
}

const names = (ctx: Context, to: Parameters<typeof namesOf>[2]) =>
  namesOf(ctx, { type: "ticket", isPrivate: false }, to);

/** The one that has just been put there counts too. */
async function requireRoom(ctx: Context): Promise<void> {
  // One whose job gave up never ends; it must not stand in the way for ever.
  const recent = sql`${bulkChanges.createdAt} > now() - interval '1 day'`;
  const underWay = await ctx.tx.$count(bulkChanges, and(own(ctx), isNull(bulkChanges.finishedAt), recent));
  if (underWay > mostUnderWay) throw conflict("bulk_busy", { limit: mostUnderWay });
}

/** What a ticket has of what is to be changed. */
function seenIn({ kind }: BulkDeed): SQL {
  switch (kind) {
    case "status":
      return sql`${tasks.status}`;
    case "priority":
      return sql`${tasks.priority}`;
    case "assignee":
      return sql`${tasks.assigneeUserId}::text`;
    case "team":
      return sql`${tasks.teamId}::text`;
    default:
      return sql`null::text`;
  }
}

const columns = sql.raw(`(workspace_id, bulk_change_id, number, seen)`);

/** Numbers that lead to no ticket of the caller's are taken too: the summary says so. */
async function takeNumbered(ctx: Context, id: string, deed: BulkDeed, numbers: number[]): Promise<number> {
  const chosen = [...new Set(numbers)];
  const result = await ctx.tx.execute(sql`
    insert into ${bulkChangeRows} ${columns}
    select ${ctx.workspaceId}::uuid, ${id}::uuid, chosen.number, ${seenIn(deed)}
    from unnest(${sql.param(`{${chosen.join(",")}}`)}::int[]) as chosen(number)
    left join ${tasks} on ${tasks.number} = chosen.number and ${visibleTickets(ctx)}`);
  return result.count;
}

/** What was filtered by may be gone by now: then it is not these tickets that were meant. */
async function takeAll(ctx: Context, id: string, deed: BulkDeed, said: QueuePlace): Promise<number> {
  const [fitted] = await Promise.all([fitPlace(ctx, said), planForValues(ctx)]);
  if (fitted.problems.length > 0) throw invalid("address", "invalid");
  const result = await ctx.tx.execute(sql`
    insert into ${bulkChangeRows} ${columns}
    select ${ctx.workspaceId}::uuid, ${id}::uuid, ${tasks.number}, ${seenIn(deed)}
    from ${tasks} where ${and(visibleTickets(ctx), passing(ctx, fitted))} limit ${mostInBulk + 1}`);
  return result.count;
}
