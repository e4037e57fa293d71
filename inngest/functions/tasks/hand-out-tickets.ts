import { report } from "@/lib/core/result";
import { handOutWaiting } from "@/lib/domain/assignment/hand-out-waiting";
import { waitingWorkspaces } from "@/lib/domain/upkeep/waiting-workspaces";
import { inngest } from "../../client";

const id = "tasks/hand-out-waiting";

/**
 * Hands out, every minute, what waits though somebody could take it: who came while nobody noted it, or what time alone
 * has changed. Everything else is handed out right after the change.
 */
export const handOutTickets = () =>
  inngest().createFunction({ id, triggers: [{ cron: "* * * * *" }], concurrency: 1 }, ({ step }) =>
    step.run("hand-out", handOutEverywhere),
  );

/** One workspace that fails holds up none of the others. */
async function handOutEverywhere(): Promise<{ workspaces: number; failed: number }> {
  const waiting = await waitingWorkspaces();
  let failed = 0;
  for (const workspaceId of waiting) {
    try {
      await handOutWaiting(workspaceId);
    } catch (error) {
      failed++;
      report(id, error);
    }
  }
  return { workspaces: waiting.length, failed };
}
