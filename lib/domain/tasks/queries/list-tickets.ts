import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readPositions, tasks } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { instantText } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { hasDraft } from "@/lib/domain/chats/drafts";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { matching } from "../queue/conditions";
import { selectSummaries, toSummary } from "../summary";
import { type TicketView, ticketViews } from "../ticket-views";
import type { TicketListItem } from "../views";

const pageSize = 50;

export type TicketPage = { items: TicketListItem[]; nextCursor: string | null };

/** A page of a ticket list as the caller may see it: newest activity first, or who waits longest. */
export const listTickets = query({
  name: "tasks.listTickets",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  input: z.object({
    view: z.enum(ticketViews).default("all"),
    q: z.string().max(200).default(""),
    cursor: z.string().max(300).optional(),
  }),
  async read(ctx, { view, q, cursor }): Promise<TicketPage> {
    const order = view === "waiting" ? waitingOrder : activityOrder;
    const rows = await selectSummaries(ctx.tx, { ...ownFacts(ctx), sortAt: order.key })
      .where(
        and(
          visibleTickets(ctx),
          inView(ctx, view),
          matching(ctx, q),
          cursor ? order.after(parseCursor(cursor, view)) : undefined,
        ),
      )
      .orderBy(...order.by)
      .limit(pageSize + 1);
    const page = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? page.at(-1) : undefined;
    return {
      items: page.map(toItem),
      nextCursor: last ? makeCursor({ view, at: String(last.sortAt), id: last.id }) : null,
    };
  },
});

/** How many tickets each view holds, up to a hundred: a list needs no exact count of thousands. */
export const countTickets = query({
  name: "tasks.countTickets",
  permission: "ticket:handle",
  input: z.object({}),
  async read(ctx): Promise<Record<"mine" | "unassigned" | "waiting" | "snoozed", number>> {
    const most = 100;
    const count = async (view: TicketView) => {
      const found = ctx.tx
        .select({ one: sql`1` })
        .from(tasks)
        .where(and(visibleTickets(ctx), inView(ctx, view)))
        .limit(most)
        .as("found");
      const [row] = await ctx.tx.select({ count: sql<number>`count(*)::int` }).from(found);
      return row?.count ?? 0;
    };
    const [mine, unassigned, waiting, snoozed] = await Promise.all([
      count("mine"),
      count("unassigned"),
      count("waiting"),
      count("snoozed"),
    ]);
    return { mine, unassigned, waiting, snoozed };
  },
});

/** One row of a list, to refresh it. Empty when the caller no longer sees the ticket. */
export const getTicketRow = query({
  name: "tasks.getTicketRow",
  permission: "ticket:handle",
  input: z.object({ ticketId: z.guid() }),
  async read(ctx, { ticketId }): Promise<TicketListItem | null> {
    const [row] = await selectSummaries(ctx.tx, ownFacts(ctx)).where(
      and(visibleTickets(ctx), eq(tasks.id, ticketId)),
    );
    return row ? toItem(row) : null;
  },
});

/** What a row says of the caller alone. */
export const ownFacts = (ctx: Context) => ({
  readSeq: readSeqOf(ctx),
  readMerged: readMergedOf(ctx),
  hasDraft: hasDraft(ctx, tasks.chatId),
});

/** A row as its list shows it. */
export function toItem(
  row: Parameters<typeof toSummary>[0] &
    Pick<TicketListItem, "readMerged" | "hasDraft"> & { readSeq: number },
): TicketListItem {
  const { readMerged, hasDraft } = row;
  return { ...toSummary(row), readSeq: Number(row.readSeq), readMerged, hasDraft };
}

/** How far the caller has read the ticket's chat. */
export function readSeqOf(ctx: Context): SQL<number> {
  const reader = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  return sql<number>`coalesce((select ${readPositions.readSeq} from ${readPositions}
    where ${readPositions.workspaceId} = ${tasks.workspaceId} and ${readPositions.chatId} = ${tasks.chatId}
      and ${readPositions.readerId} = ${reader}), 0)`;
}

/** How far the caller has read the chats of tickets that were merged into this one, by chat. */
export function readMergedOf(ctx: Context): SQL<Record<string, number> | null> {
  const reader = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  return sql`(select json_object_agg(source.chat_id, coalesce(p.read_seq, 0)) from tasks source
    left join read_positions p on p.workspace_id = source.workspace_id and p.chat_id = source.chat_id
      and p.reader_id = ${reader}
    where source.workspace_id = ${tasks.workspaceId} and source.merged_into_task_id = ${tasks.id})`;
}

function inView(ctx: Context, view: TicketView): SQL | undefined {
  const awake = sql`(${tasks.snoozedUntil} is null or ${tasks.snoozedUntil} <= now())`;
  const unresolved = inArray(tasks.status, ["new", "open", "pending", "on_hold"]);
  switch (view) {
    case "mine":
      return and(
        ctx.actor.kind === "member" ? eq(tasks.assigneeUserId, ctx.actor.userId) : sql`false`,
        unresolved,
        awake,
      );
    case "unassigned":
      return and(isNull(tasks.assigneeUserId), unresolved, awake);
    case "waiting":
      return and(isNotNull(tasks.waitingSince), unresolved, awake);
    case "snoozed":
      return and(unresolved, sql`${tasks.snoozedUntil} > now()`);
    case "resolved":
      return inArray(tasks.status, ["resolved", "closed"]);
    case "all":
      return undefined;
  }
}

// A cursor carries the database's own text of the time: a Date would cut its microseconds and lose rows.
const activityOrder = {
  key: sql<string>`${tasks.lastActivityAt}::text`,
  by: [desc(tasks.lastActivityAt), desc(tasks.id)],
  after: ({ at, id }: Cursor) =>
    sql`(${tasks.lastActivityAt}, ${tasks.id}) < (${at}::timestamptz, ${id}::uuid)`,
};
const waitingOrder = {
  key: sql<string>`${tasks.waitingSince}::text`,
  by: [asc(tasks.waitingSince), asc(tasks.id)],
  after: ({ at, id }: Cursor) =>
    sql`(${tasks.waitingSince}, ${tasks.id}) > (${at}::timestamptz, ${id}::uuid)`,
};

const cursorShape = z.object({
  view: z.enum(ticketViews),
  at: instantText,
  id: z.guid(),
});
type Cursor = z.output<typeof cursorShape>;

const makeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** @throws AppError INVALID for a cursor that is broken or was made for another view */
function parseCursor(text: string, view: TicketView): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    throw invalid("cursor", "invalid");
  }
  const cursor = cursorShape.safeParse(parsed);
  if (!cursor.success || cursor.data.view !== view) throw invalid("cursor", "invalid");
  return cursor.data;
}
