/** How long positions gather before they are told, in milliseconds. */
const gatherMs = 300;

type Position = { read: number; delivered: number };

/** Tells the server how far its reader has read and how far it came to this browser: forward only, many in one request. */
export type ReadAck = {
  delivered(seq: number): void;
  read(seq: number): void;
  /** @returns stops it; what was read in the last moments is told before */
  start(): () => void;
};

export function createReadAck(tell: (position: Position) => Promise<unknown>): ReadAck {
  const reached: Position = { read: 0, delivered: 0 };
  const told: Position = { read: 0, delivered: 0 };
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isNews = () => reached.delivered > told.delivered || reached.read > told.read;

  function schedule(): void {
    if (running && isNews()) timer ??= setTimeout(send, gatherMs);
  }

  async function send(): Promise<void> {
    timer = undefined;
    if (!running || !isNews()) return;
    const position = { ...reached };
    try {
      await tell(position);
      Object.assign(told, position);
    } catch {
      // Told again with the next change: positions only move forward, so nothing is lost by waiting.
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
