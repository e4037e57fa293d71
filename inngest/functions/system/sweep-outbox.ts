import { sweepOutbox } from "@/lib/outbox/dispatcher";
import { inngest } from "../../client";

/** Dispatches what a crash or an outage left behind. Processes do it too; this is the truth where none lives long. */
export const sweepOutboxEveryMinute = () =>
  inngest().createFunction(
    { id: "system/sweep-outbox", triggers: [{ cron: "* * * * *" }], concurrency: 1, retries: 0 },
    ({ step }) => step.run("dispatch-due", async () => ({ dispatched: await sweepOutbox() })),
  );
