import { readJobsConfig } from "./config";
import { isWriteToLostConnection } from "./database";
import { logToStandardError, reason } from "./log";
import { startJobs } from "./start";

process.on("uncaughtException", (error) => {
  if (isWriteToLostConnection(error)) return logToStandardError("a connection to Postgres was lost");
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
