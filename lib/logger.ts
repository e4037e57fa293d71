import pino from "pino";
import { env } from "./env";
import { loggableError } from "./log-error";

const holder = globalThis as { flowraLogger?: pino.Logger };

/** Structured logs: ids and durations, never message text, names, addresses or secrets. */
export function logger(): pino.Logger {
  holder.flowraLogger ??= pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggableError },
    redact: ["token", "password", "secret", "authorization", "cookie"],
  });
  return holder.flowraLogger;
}
