import { Inngest } from "inngest";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";

const holder = globalThis as { flowraInngest?: Inngest };

/** A service that takes a request and never answers must not hold up those who wait for it, in milliseconds. */
const mostWaitMs = 5_000;

/**
 * The one place that knows how to reach the job service. Checkpointing stays off: steps are stored by the
 * executor after each one, which is what makes a crash cost nothing.
 */
export function inngest(): Inngest {
  const config = env();
  holder.flowraInngest ??= new Inngest({
    id: "flowra",
    baseUrl: config.INNGEST_BASE_URL,
    eventKey: config.INNGEST_EVENT_KEY,
    isDev: config.INNGEST_DEV === "1",
    checkpointing: false,
    fetch: (address, init) =>
      fetch(address, { ...init, signal: init?.signal ?? AbortSignal.timeout(mostWaitMs) }),
    logger: logger(),
  });
  return holder.flowraInngest;
}
