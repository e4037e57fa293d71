import { logger } from "@/lib/logger";
import type { AfterCommit } from "./context";
import type { StoredEvent } from "./events";

type Listener = (events: StoredEvent[]) => void;

// On globalThis, since the server's start-up code and its routes are separate bundles with separate modules.
const holder = globalThis as { flowraCommitted?: Listener };

/** Names who is told of committed events at once (the dispatcher). Without one the sweep finds them. */
export function onCommitted(listener: Listener | undefined): void {
  holder.flowraCommitted = listener;
}

export function committed(events: StoredEvent[]): void {
  if (events.length > 0) holder.flowraCommitted?.(events);
}

/** Runs what waited for the commit. The change stands, so a failure here is logged and not told as one of it. */
export async function runAfterCommit(works: AfterCommit[]): Promise<void> {
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      logger().error({ err: error }, "work after a commit failed");
    }
  }
}
