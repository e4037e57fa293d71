import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { inboxes, teams, workspaces } from "@/db/schema";
import { query } from "@/lib/core/query";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { memberActor } from "@/lib/domain/workspaces/policy";
import type { BulkChangeView } from "../bulk/views";
import { definedFields } from "../fields/definitions";
import { type FieldDefinition, fieldsOn } from "../fields/field-rules";
import { queueAddress } from "../queue/input";
import type { TeamRef } from "../views";
import { listBulkChanges } from "./list-bulk-changes";
import { listQueue, type QueuePage } from "./list-queue";
import { listQueueViews, type QueueViews } from "./list-views";

export type QueueStartView = {
  me: PersonRef;
  page: QueuePage;
  views: QueueViews;
  /** The member's changes of many tickets: under way, or with a summary. */
  bulk: BulkChangeView[];
  teams: TeamRef[];
  /** Teams for which the member may keep views. */
  ownTeamIds: string[];
  inboxes: { id: string; name: string }[];
  /** The custom fields of tickets. */
  fields: FieldDefinition[];
  /** The workspace's, by which days of filters count. */
  timeZone: string;
  seesAll: boolean;
  mayShareViews: boolean;
};

/** What the queue needs for its first paint, in one transaction. */
export const getQueue = query({
  name: "tasks.getQueue",
  permission: "ticket:handle",
  rateLimit: suggestionsPerMinute,
  lane: () => "queue",
  input: z.object({ address: queueAddress }),
  async read(ctx, { address }): Promise<QueueStartView> {
    const actor = memberActor(ctx);
    const [page, views, bulk, teamRows, inboxRows, [workspace], fields] = await Promise.all([
      listQueue.handle(ctx, { address }),
      listQueueViews.handle(ctx, {}),
      listBulkChanges.handle(ctx, {}),
      ctx.tx
        .select({ id: teams.id, name: teams.name })
        .from(teams)
        .where(eq(teams.workspaceId, ctx.workspaceId))
        .orderBy(asc(teams.name)),
      ctx.tx
        .select({ id: inboxes.id, name: inboxes.name })
        .from(inboxes)
        .where(and(eq(inboxes.workspaceId, ctx.workspaceId), isNull(inboxes.archivedAt)))
        .orderBy(asc(inboxes.name)),
      ctx.tx
        .select({ timeZone: workspaces.timeZone })
        .from(workspaces)
        .where(eq(workspaces.id, ctx.workspaceId)),
      definedFields(ctx),
    ]);
    return {
      me: { id: actor.userId, name: actor.name, avatar: actor.avatar },
      page,
      views,
      bulk: bulk.items,
      teams: teamRows,
      ownTeamIds: actor.teamIds,
      inboxes: inboxRows,
      fields: fieldsOn(fields, "ticket"),
      timeZone: workspace!.timeZone,
      seesAll: ctx.can("ticket:see-all"),
      mayShareViews: ctx.can("queue-view:share"),
    };
  },
});
