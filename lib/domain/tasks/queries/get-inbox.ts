import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { inboxes } from "@/db/schema";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { ticketViews } from "../ticket-views";
import { countTickets, listTickets, type TicketPage } from "./list-tickets";

export type InboxStartView = {
  me: PersonRef;
  page: TicketPage;
  counts: TicketCounts;
  /** Public key of the oldest chat page, to show to who has no tickets yet. */
  chatKey: string | null;
  /** An empty list means that there are no tickets, and not only none for this member. */
  seesAll: boolean;
};
export type TicketCounts = Awaited<ReturnType<typeof countTickets.handle>>;

/** What the inbox needs for its first paint, in one transaction. */
export const getInbox = query({
  name: "tasks.getInbox",
  permission: "ticket:handle",
  input: z.object({ view: z.enum(ticketViews), q: z.string().max(200) }),
  async read(ctx, { view, q }): Promise<InboxStartView> {
    const { actor } = ctx;
    if (actor.kind !== "member") throw forbidden();
    const [page, counts, [first]] = await Promise.all([
      listTickets.handle(ctx, { view, q }),
      countTickets.handle(ctx, {}),
      ctx.tx
        .select({ key: inboxes.publicKey })
        .from(inboxes)
        .where(and(eq(inboxes.workspaceId, ctx.workspaceId), isNull(inboxes.archivedAt)))
        .orderBy(asc(inboxes.createdAt), asc(inboxes.id))
        .limit(1),
    ]);
    const me = { id: actor.userId, name: actor.name, avatar: actor.avatar };
    return { me, page, counts, chatKey: first?.key ?? null, seesAll: ctx.can("ticket:see-all") };
  },
});
