import { isWriteToLostConnection } from "../../db/connect";
import { readJobsConfig } from "./config";
import { isOutage } from "./database";
import { logToStandardError, reason } from "./log";
import { startJobs } from "./start";

// Two flaws of postgres.js: it may write to a connection it has just lost, and a connection lost while it is being
// set up rejects a promise that nobody can reach. The statements concerned are told of the loss by other ways.
process.on("uncaughtException", (error, origin) => {
  if (isWriteToLostConnection(error) || (origin === "unhandledRejection" && isOutage(error)))
    return logToStandardError("a connection to Postgres was lost", { reason: reason(error) });
  console.error(error);
  process.exit(1);
});

try {
  const config = readJobsConfig();
  const jobs = await startJobs(config);
  console.log(`Jobs executor ready on http://${config.host}:${jobs.port}`);
  const stop = () => void jobs.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  console.error(reason(error));
  process.exit(1);
}
