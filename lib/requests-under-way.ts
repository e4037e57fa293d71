import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";

/** How long connections stay on which nothing is asked, since a request may be on its way: in milliseconds. */
const idleMs = 1_000;

/** What a process is answering, so that it can end without cutting anybody off. */
export class RequestsUnderWay {
  readonly #servers = new Set<Server>();
  readonly #responses = new Set<ServerResponse>();
  #ending = false;
  #endsIdle = false;

  note(server: Server, response: ServerResponse): void {
    this.#servers.add(server);
    this.#responses.add(response);
    response.once("close", () => {
      this.#responses.delete(response);
      // One whose head was sent before could not say that its connection ends.
      if (this.#endsIdle) setImmediate(() => this.#endIdle());
    });
    if (this.#ending) response.shouldKeepAlive = false;
  }

  /**
   * Takes no further connections and waits until everything is answered, at most so long. Connections end with their
   * next answer: a browser that keeps asking on an old one would otherwise keep the process, which nobody else reaches.
   */
  async finish(withinMs: number): Promise<void> {
    this.#ending = true;
    for (const response of this.#responses) response.shouldKeepAlive = false;
    // An HTTP server's own way to close ends idle connections at once, and what is on its way on them.
    const close = (server: Server) => new Promise((done) => NetServer.prototype.close.call(server, done));
    const closed = Promise.all([...this.#servers].map(close));
    const timers: ReturnType<typeof setTimeout>[] = [];
    const after = (ms: number) => new Promise<void>((done) => timers.push(setTimeout(done, ms)));
    void after(idleMs).then(() => {
      this.#endsIdle = true;
      this.#endIdle();
    });
    await Promise.race([closed, after(withinMs)]);
    for (const timer of timers) clearTimeout(timer);
  }

  #endIdle(): void {
    for (const server of this.#servers) server.closeIdleConnections();
  }
}
