import { isPassing, retryDelay } from "./retry-delay";

/** How long positions gather before they are told, in milliseconds. */
const gatherMs = 300;

type Position = { read: number; delivered: number };

/** Tells the server how far its reader has read and how far it came to this browser: forward only, many in one request. */
export type ReadAck = {
  delivered(seq: number): void;
  read(seq: number): void;
  /** The server can be reached again: what it was not told is told now. */
  flush(): void;
  /** @returns stops it; what was read in the last moments is told before */
  start(): () => void;
};

export function createReadAck(tell: (position: Position) => Promise<unknown>): ReadAck {
  const reached: Position = { read: 0, delivered: 0 };
  const told: Position = { read: 0, delivered: 0 };
  let running = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isNews = () => reached.delivered > told.delivered || reached.read > told.read;

  function schedule(afterMs = gatherMs): void {
    if (running && isNews()) timer ??= setTimeout(send, afterMs);
  }

  async function send(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (!running || !isNews()) return;
    const position = { ...reached };
    try {
      await tell(position);
      failures = 0;
      told.read = Math.max(told.read, position.read);
      told.delivered = Math.max(told.delivered, position.delivered);
    } catch (reason) {
      failures++;
      // Others wait to see it, and this reader's other tabs, though nothing more may come that would tell it.
      if (isPassing(reason)) schedule(retryDelay(reason, failures));
    }
  }

  return {
    delivered: (seq) => {
      reached.delivered = Math.max(reached.delivered, seq);
      schedule();
    },
    read: (seq) => {
      reached.read = Math.max(reached.read, seq);
      schedule();
    },
    flush: () => void send(),
    start: () => {
      running = true;
      schedule();
      return () => {
        if (timer) void send();
        running = false;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
