import { cleanUpExpired } from "@/lib/domain/upkeep/clean-up";
import { inngest } from "../../client";

/** Throws away expired links, tokens, sessions and traces of presence, every hour. */
export const cleanUp = () =>
  inngest().createFunction(
    { id: "system/clean-up", triggers: [{ cron: "17 * * * *" }], concurrency: 1 },
    ({ step }) => step.run("delete-expired", cleanUpExpired),
  );
