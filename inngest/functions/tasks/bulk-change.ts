import { carryOutSome } from "@/lib/domain/tasks/bulk/carry-out";
import { bulkQueued } from "@/lib/domain/tasks/events";
import { inngest } from "../../client";

/** A step is repeated as a whole after a crash; what it had done by then is known. */
const ticketsAStep = 50;

/** Carries out a change of many tickets, a step after the other, so that neither a crash nor a repetition harms. */
export const bulkChange = () =>
  inngest().createFunction(
    {
      id: "tasks/bulk-change",
      triggers: [{ event: bulkQueued.name }],
      // Of one workspace's some go at once: a small one does not wait for a large one.
      concurrency: { limit: 3, key: "event.data.workspaceId" },
      retries: 10,
    },
    async ({ event, step }) => {
      const { workspaceId, bulkChangeId } = event.data as Record<"workspaceId" | "bulkChangeId", string>;
      for (let n = 1; ; n++) {
        const { done } = await step.run(`tickets-${n}`, () =>
          carryOutSome(workspaceId, bulkChangeId, ticketsAStep),
        );
        if (done) return { steps: n };
      }
    },
  );
