import type { PublicError } from "@/lib/core/errors";
import { Refused } from "./refused";
import { retryDelay, wasToldToWait } from "./retry-delay";

const pollMs = 5_000;
/** A lost last message has no successor that would show the gap. */
const safetyPollMs = 60_000;
/** Hidden or asleep for this long: ask what was missed. */
const longAwayMs = 30_000;
/** Changes may overtake each other for a moment without one being lost; a missing entry is worth less patience. */
const gapPatienceMs = 400;
const entryPatienceMs = 100;

type Options = {
  /** Asks for what was missed and applies it. */
  ask(): Promise<void>;
  /** What is known to be missing: an entry, some other change, or nothing. */
  missing(): "entry" | "change" | null;
  /** The server answered, after it hadn't. */
  onBack(): void;
  onChange(): void;
};

/** Keeps a chat complete: asks after a gap, a reconnect, a wake or a return, now and then, and until there is an answer. */
export type CatchUp = {
  readonly status: { catching: boolean; failing: boolean; error: PublicError | null };
  now(): Promise<void>;
  /** Something came by itself: was something before it lost? */
  noticed(): void;
  /** @returns stops it */
  start(isLive: () => boolean): () => void;
};

export function createCatchUp(options: Options): CatchUp {
  let catching: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let resting = false;
  let error: PublicError | null = null;
  let running = false;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let gapIsUrgent = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lastTick = Date.now();
  let lastAsked = 0;

  function now(): Promise<void> {
    if (catching) {
      again = true;
      return catching;
    }
    if (resting) return Promise.resolve();
    clearTimeout(gapTimer);
    clearTimeout(retryTimer);
    gapTimer = undefined;
    catching = ask().finally(() => {
      catching = null;
      if (again) {
        again = false;
        if (running) void now();
      }
      options.onChange();
    });
    options.onChange();
    return catching;
  }

  async function ask(): Promise<void> {
    lastAsked = Date.now();
    try {
      await options.ask();
      // Whatever kept answers away may have kept messages here as well.
      if (failures > 0) options.onBack();
      failures = 0;
      error = null;
    } catch (reason) {
      if (reason instanceof Refused && isFinal(reason.error)) {
        error = reason.error;
        return;
      }
      failures++;
      if (!running) return;
      resting = wasToldToWait(reason);
      retryTimer = setTimeout(
        () => {
          resting = false;
          void now();
        },
        retryDelay(reason, failures),
      );
    }
  }

  function noticed(): void {
    const missing = options.missing();
    const isUrgent = missing === "entry";
    if (!running || !missing || (gapTimer && (gapIsUrgent || !isUrgent))) return;
    clearTimeout(gapTimer);
    gapIsUrgent = isUrgent;
    gapTimer = setTimeout(
      () => {
        gapTimer = undefined;
        if (options.missing()) void now();
      },
      isUrgent ? entryPatienceMs : gapPatienceMs,
    );
  }

  function start(isLive: () => boolean): () => void {
    running = true;
    const timer = setInterval(() => {
      const at = Date.now();
      // A clock that was set back would otherwise put the next question off until it is there again.
      const slept = Math.abs(at - lastTick) > longAwayMs;
      lastTick = at;
      if (slept || at - lastAsked >= (isLive() ? safetyPollMs : pollMs)) void now();
    }, 1_000);
    const stopWatching = watchReturn(() => {
      void now();
      options.onBack();
    });
    return () => {
      running = false;
      stopWatching();
      clearInterval(timer);
      clearTimeout(gapTimer);
      clearTimeout(retryTimer);
      gapTimer = undefined;
      // What would have ended the rest is cleared.
      resting = false;
    };
  }

  return {
    get status() {
      return { catching: catching !== null, failing: failures > 0, error };
    },
    now,
    noticed,
    start,
  };
}

const isFinal = ({ code }: PublicError) =>
  code === "NOT_FOUND" || code === "FORBIDDEN" || code === "UNAUTHENTICATED" || code === "INVALID";

/** Calls when the page becomes reachable or visible again after a while. */
function watchReturn(onReturn: () => void): () => void {
  if (typeof window === "undefined") return () => {};
  let hiddenAt: number | null = null;
  const onVisibility = () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (hiddenAt !== null && Date.now() - hiddenAt > longAwayMs) onReturn();
  };
  window.addEventListener("online", onReturn);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    window.removeEventListener("online", onReturn);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}
