import { cleanUpExpired } from "@/lib/domain/upkeep/clean-up";
import { removeStrayFiles, removeUnsentFiles } from "@/lib/domain/upkeep/clean-up-files";
import { inngest } from "../../client";

/** Throws away expired links, tokens, sessions and traces of presence, every hour. */
export const cleanUp = () =>
  inngest().createFunction(
    { id: "system/clean-up", triggers: [{ cron: "17 * * * *" }], concurrency: 1 },
    ({ step }) => step.run("delete-expired", cleanUpExpired),
  );

/** Throws away uploads that nobody sent, every hour, and what lies in the store without being known, every night. */
export const cleanUpFiles = () => [
  inngest().createFunction(
    { id: "system/clean-up-uploads", triggers: [{ cron: "47 * * * *" }], concurrency: 1 },
    ({ step }) => step.run("remove-unsent-files", removeUnsentFiles),
  ),
  inngest().createFunction(
    { id: "system/clean-up-store", triggers: [{ cron: "23 3 * * *" }], concurrency: 1 },
    ({ step }) => step.run("remove-stray-files", removeStrayFiles),
  ),
];
