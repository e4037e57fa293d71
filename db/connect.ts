import { Socket } from "node:net";
import postgres from "postgres";

type Options = NonNullable<Parameters<typeof postgres>[1]> & {
  /** Told when a connection fails that had been in use. */
  onLost?(): void;
  /** Told of each word of the server. */
  onHeard?(): void;
  /** Milliseconds after which a server that owes an answer is given up: more than any statement may take. */
  longestSilence?: number;
};

/**
 * Connections to a database. A server that accepts and hangs up is an error like any other: left alone, postgres.js
 * takes it for one that is not there yet and tries again for ever, and whoever waits is never told.
 */
export function connectTo(
  url: string,
  { onLost, onHeard, longestSilence, ...options }: Options,
): postgres.Sql {
  let next = 0;
  const socket = ({ host, port, path }: { host: string[]; port: number[]; path: string | false }) => {
    const made = new DatabaseSocket(onLost);
    if (onHeard) made.on("data", onHeard);
    if (longestSilence) made.giveUpAfter(longestSilence);
    const at = next++ % host.length;
    if (path) made.connect(path);
    else made.connect(port[at]!, host[at]!);
    return made;
  };
  const given = { connect_timeout: 5, onnotice: () => {}, ...options, socket };
  return postgres(url, given as Options);
}

/**
 * A socket whose end postgres.js survives. A failure is told first, to whoever waits, and the end a moment later, to
 * whoever has come in between: a transaction that rolls back, or a question that would else wait for ever.
 */
class DatabaseSocket extends Socket {
  #failed = false;

  constructor(private readonly onLost: (() => void) | undefined) {
    super();
  }

  /** Fails after this time without a word while the server owes one. */
  giveUpAfter(ms: number): void {
    let owes = true;
    this.on("data", (data) => {
      owes = !saysReady(data);
    });
    this.setTimeout(ms, () => owes && this.destroy(failure("ETIMEDOUT", "The database fell silent.")));
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    // Our own goodbye is answered by an end as well.
    if (event === "end" && !this.writableEnded) this.destroy(failure("ECONNRESET", "The database hung up."));
    if (event === "error") {
      // What is written after the failure fails too, and is told by the end.
      if (this.#failed) return true;
      this.#failed = true;
      if (this.bytesRead > 0) this.onLost?.();
    }
    if (event !== "close" || !this.#failed) return super.emit(event, ...args);
    // It writes in its turn, so the end comes after that.
    setImmediate(() => setImmediate(() => super.emit("close", false)));
    return true;
  }
}

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

/** Whether an answer ends with the message "ready for query, in no transaction". */
function saysReady(data: Buffer): boolean {
  const at = data.length - 6;
  return at >= 0 && data[at] === 0x5a && data.readUInt32BE(at + 1) === 5 && data[at + 5] === 0x49;
}

/**
 * Whether an uncaught error is postgres.js writing to a connection that it has lost a moment ago. Whoever waits for the
 * statement is told of the loss by other ways, so there is nothing to do but to survive it.
 */
export function isWriteToLostConnection(error: unknown): boolean {
  const stack = error instanceof TypeError ? (error.stack ?? "") : "";
  return /postgres\/.*connection\.js/.test(stack) && stack.includes("nextWrite");
}
