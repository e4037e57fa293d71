import { RealtimeConfigError, readRealtimeConfig } from "./config";
import { startRealtime } from "./server";

try {
  const config = readRealtimeConfig();
  const realtime = await startRealtime(config);
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  console.log(`realtime ready on http://${host}:${realtime.port}`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void realtime.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof RealtimeConfigError ? error.message : error);
  process.exitCode = 1;
}
