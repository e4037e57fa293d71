import { eq } from "drizzle-orm";
import { workspaces } from "@/db/schema";
import { sendJobEvents } from "@/inngest/send";
import { contextFor, noEffects } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { inWorkspace } from "@/lib/core/transaction";
import { notificationBroadcasts } from "@/lib/domain/notifications/broadcasts";
import { supportBroadcasts } from "@/lib/domain/tasks/broadcasts";
import { accessBroadcasts, endConnections } from "@/lib/domain/workspaces/broadcasts";
import { logger } from "@/lib/logger";
import { type Publication, publish } from "@/lib/realtime/server";
import { markDispatched, markFailed } from "./state";

/**
 * Turns committed events into realtime messages and job events, reading again what was committed. May run twice
 * for the same event: browsers apply by revision, jobs by event id. Never throws; what failed is tried later.
 */
export async function dispatch(events: StoredEvent[]): Promise<void> {
  // Node 20 has no Map.groupBy yet.
  const workspaceIds = [...new Set(events.map((event) => event.workspaceId))];
  await Promise.all(
    workspaceIds.map((id) =>
      dispatchWorkspace(
        id,
        events.filter((event) => event.workspaceId === id),
      ),
    ),
  );
}

async function dispatchWorkspace(workspaceId: string, events: StoredEvent[]): Promise<void> {
  const [screens, jobs] = await Promise.allSettled([tellScreens(workspaceId, events), sendJobEvents(events)]);
  const failure = [screens, jobs].find((outcome) => outcome.status === "rejected");
  try {
    if (!failure) return await markDispatched(events);
    const message = failure.reason instanceof Error ? failure.reason.message : String(failure.reason);
    logger().warn({ err: failure.reason, workspaceId, events: events.length }, "dispatch failed");
    // Screens catch up by themselves; jobs can't, so only they make a dead letter.
    await markFailed(events, message.slice(0, 500), { needed: jobs.status === "rejected" });
  } catch (error) {
    // The database is away: the lease on the rows ends by itself and the sweep takes them.
    logger().error({ err: error, workspaceId }, "dispatch could not be recorded");
  }
}

async function tellScreens(workspaceId: string, events: StoredEvent[]): Promise<void> {
  await publish(await publicationsOf(workspaceId, events));
  await endConnections(events);
}

/** All that browsers are to hear of some events of a workspace, as the present state has it. */
export async function publicationsOf(workspaceId: string, events: StoredEvent[]): Promise<Publication[]> {
  return inWorkspace(
    "system",
    workspaceId,
    async (tx) => {
      const ctx = contextFor(systemCaller(workspaceId, "dispatch"), tx, noEffects());
      const [workspace] = await tx
        .select({ epoch: workspaces.accessEpoch })
        .from(workspaces)
        .where(eq(workspaces.id, workspaceId));
      if (!workspace) return [];
      const members = { workspaceId, epoch: workspace.epoch };
      return [
        ...(await supportBroadcasts(ctx, events, members)),
        ...(await notificationBroadcasts(ctx, events, members)),
        ...(await accessBroadcasts(ctx, events, members)),
      ];
    },
    { readOnly: true },
  );
}
