import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/query";
import { type HandedOut, handOutTicket } from "@/lib/domain/tasks/commands/hand-out-ticket";
import { listWaitingTickets } from "@/lib/domain/tasks/queries/list-waiting-tickets";
import { logger } from "@/lib/logger";

/** Of each workspace: the round that has not begun, which all who ask meanwhile share, and the one it waits for. */
const awaited = new Map<string, Promise<void>>();
const latest = new Map<string, Promise<void>>();

/**
 * Hands out the waiting tickets of a workspace for as long as somebody can take one. What was committed before it was
 * asked for is seen. @throws what is no refusal: then it is to be tried again
 */
export function handOutWaiting(workspaceId: string): Promise<void> {
  const joined = awaited.get(workspaceId);
  if (joined) return joined;
  const round = (latest.get(workspaceId) ?? Promise.resolve()).then(() => {
    awaited.delete(workspaceId);
    return handOutAll(workspaceId);
  });
  const settled: Promise<void> = round
    .catch(() => {})
    .finally(() => {
      if (latest.get(workspaceId) === settled) latest.delete(workspaceId);
    });
  awaited.set(workspaceId, round);
  latest.set(workspaceId, settled);
  return round;
}

/** The same for those who can't wait for it or try again: what fails is left to the sweep. */
export function handOutSoon(workspaceId: string): void {
  handOutWaiting(workspaceId).catch((error) => {
    logger().warn({ err: error, workspaceId }, "waiting tickets could not be handed out");
  });
}

async function handOutAll(workspaceId: string): Promise<void> {
  const caller = systemCaller(workspaceId, "assignment");
  for (;;) {
    const waiting = await read(listWaitingTickets, caller, {});
    const full = new Set<string>();
    let handedOut = 0;
    for (const { ticketId, teamId } of waiting) {
      if (full.has(teamId)) continue;
      const outcome = await handOut(ticketId);
      if (outcome === "nobody_free") full.add(teamId);
      if (outcome === "handed_out") handedOut++;
    }
    if (handedOut === 0) return;
  }

  async function handOut(ticketId: string): Promise<HandedOut> {
    try {
      return (await run(handOutTicket, caller, { ticketId })).outcome;
    } catch (error) {
      if (error instanceof AppError && error.code === "NOT_FOUND") return "not_waiting";
      throw error;
    }
  }
}
