import { Socket } from "node:net";
import postgres from "postgres";

type Options = NonNullable<Parameters<typeof postgres>[1]>;

/**
 * Connections to a database. A server that accepts and hangs up is an error like any other: left alone, postgres.js
 * takes it for one that is not there yet and tries again for ever, and whoever waits is never told.
 */
export function connectTo(url: string, options: Options): postgres.Sql {
  let next = 0;
  const socket = ({ host, port, path }: { host: string[]; port: number[]; path: string | false }) => {
    const made = new DatabaseSocket();
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

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    // Our own goodbye is answered by an end as well.
    if (event === "end" && !this.writableEnded)
      this.destroy(Object.assign(new Error("The database hung up."), { code: "ECONNRESET" }));
    if (event === "error") {
      // What is written after the failure fails too, and is told by the end.
      if (this.#failed) return true;
      this.#failed = true;
    }
    if (event !== "close" || !this.#failed) return super.emit(event, ...args);
    // It writes in its turn, so the end comes after that.
    setImmediate(() => setImmediate(() => super.emit("close", false)));
    return true;
  }
}

/**
 * Whether an uncaught error is postgres.js writing to a connection that it has lost a moment ago. Whoever waits for the
 * statement is told of the loss by other ways, so there is nothing to do but to survive it.
 */
export function isWriteToLostConnection(error: unknown): boolean {
  const stack = error instanceof TypeError ? (error.stack ?? "") : "";
  return /postgres\/.*connection\.js/.test(stack) && stack.includes("nextWrite");
}
