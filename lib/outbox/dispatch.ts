import { eq } from "drizzle-orm";
import { workspaces } from "@/db/schema";
import { sendJobEvents } from "@/inngest/send";
import { contextFor, noEffects } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { inWorkspace } from "@/lib/core/transaction";
import { concernsAssignment, runAssignment } from "@/lib/domain/assignment/run-assignment";
import { chatAccessBroadcasts } from "@/lib/domain/chats/broadcasts";
import { listBroadcasts } from "@/lib/domain/chats/list-broadcasts";
import { refusalBroadcasts } from "@/lib/domain/commands/broadcasts";
import { holdsCommands, runCommands } from "@/lib/domain/commands/run-commands";
import { customerBroadcasts } from "@/lib/domain/customers/broadcasts";
import { notificationBroadcasts } from "@/lib/domain/notifications/broadcasts";
import { supportBroadcasts } from "@/lib/domain/tasks/broadcasts";
import { bulkBroadcasts } from "@/lib/domain/tasks/bulk/broadcasts";
import { carryOutSmallBulks, isSmallBulk } from "@/lib/domain/tasks/bulk/carry-out";
import { fieldBroadcasts } from "@/lib/domain/tasks/fields/broadcasts";
import { tagBroadcasts } from "@/lib/domain/tasks/tag-broadcasts";
import { workBroadcasts } from "@/lib/domain/tasks/work-broadcasts";
import { accessBroadcasts, endConnections, teamBroadcasts } from "@/lib/domain/workspaces/broadcasts";
import { logger } from "@/lib/logger";
import { type Publication, publish } from "@/lib/realtime/server";
import { deliverEach, type Failure, type Failures } from "./deliver-each";
import { markDispatched, markFailed } from "./state";

/** `told`: screens have heard, or can't for now. `settled`: the others too, and the outcome is on the rows. */
export type Dispatch = { told: Promise<void>; settled: Promise<void> };

/**
 * Turns committed events into realtime messages, job events, what the hashtags of messages ask for, small changes of
 * several tickets and tickets handed out, reading again what was committed. May run twice for the same event: browsers apply by revision, jobs by event id,
 * commands and each ticket of a change once, assignment by what is then. Never rejects; what failed is tried later.
 */
export function dispatch(events: StoredEvent[]): Dispatch {
  // Node 20 has no Map.groupBy yet.
  const byWorkspace = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const own = byWorkspace.get(event.workspaceId);
    if (own) own.push(event);
    else byWorkspace.set(event.workspaceId, [event]);
  }
  const parts = [...byWorkspace].map(([workspaceId, own]) => dispatchWorkspace(workspaceId, own));
  const all = async (promises: Promise<void>[]) => void (await Promise.all(promises));
  return { told: all(parts.map(({ told }) => told)), settled: all(parts.map(({ settled }) => settled)) };
}

function dispatchWorkspace(workspaceId: string, events: StoredEvent[]): Dispatch {
  const screens = deliverEach(events, (some) => tellScreens(workspaceId, some));
  const jobs = deliverEach(events, sendJobEvents);
  const commands = inTurn(events.filter(holdsCommands));
  const bulks = deliverIfAny(events.filter(isSmallBulk), carryOutSmallBulks);
  const assignment = deliverIfAny(events.filter(concernsAssignment), runAssignment);
  return {
    told: screens.then(() => {}),
    settled: Promise.all([screens, jobs, commands, bulks, assignment]).then(([hints, ...needed]) =>
      record(workspaceId, events, hints, needed),
    ),
  };
}

let lastTurn: Promise<unknown> = Promise.resolve();

/** Commands of one round after those of the round before: what was asked for later is done later. */
function inTurn(events: StoredEvent[]): Promise<Failures> {
  if (events.length === 0) return Promise.resolve(new Map());
  const turn = lastTurn.then(() => deliverEach(events, runCommands));
  lastTurn = turn;
  return turn;
}

const deliverIfAny: typeof deliverEach = async (events, deliver) =>
  events.length > 0 ? deliverEach(events, deliver) : new Map();

async function record(workspaceId: string, events: StoredEvent[], hints: Failures, needed: Failures[]) {
  const wasMissed = (id: string) => needed.some((failures) => failures.has(id));
  try {
    await markDispatched(
      workspaceId,
      events.filter(({ id }) => !hints.has(id) && !wasMissed(id)),
    );
    for (const [failure, failed] of byFailure(events, [...needed, hints])) {
      logger().warn({ err: failure.error, workspaceId, events: failed.length }, "dispatch failed");
      // Screens catch up by themselves after an outage. The others can't, and what is wrong in itself must be seen.
      const needed = !failure.outage || failed.some(({ id }) => wasMissed(id));
      await markFailed(workspaceId, failed, failure.error.message.slice(0, 500), { needed });
    }
  } catch (error) {
    // The database is away: the lease on the rows ends by itself and the sweep takes them.
    logger().error({ err: error, workspaceId }, "dispatch could not be recorded");
  }
}

function byFailure(events: StoredEvent[], all: Failures[]): Map<Failure, StoredEvent[]> {
  const failed = new Map<Failure, StoredEvent[]>();
  for (const event of events) {
    const failure = all.find((failures) => failures.has(event.id))?.get(event.id);
    if (failure) failed.set(failure, [...(failed.get(failure) ?? []), event]);
  }
  return failed;
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
        ...(await workBroadcasts(ctx, events, members)),
        ...tagBroadcasts(events, members),
        ...(await bulkBroadcasts(ctx, events, members)),
        ...fieldBroadcasts(events, members),
        ...(await customerBroadcasts(ctx, events, members)),
        ...(await refusalBroadcasts(ctx, events, members)),
        ...(await notificationBroadcasts(ctx, events, members)),
        ...(await listBroadcasts(ctx, events, members)),
        ...(await chatAccessBroadcasts(ctx, events, members)),
        ...(await accessBroadcasts(ctx, events, members)),
        ...teamBroadcasts(events, members),
      ];
    },
    { readOnly: true },
  );
}
