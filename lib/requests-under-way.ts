import type { Server, ServerResponse } from "node:http";

/** What a process is answering, so that it can end without cutting anybody off. */
export class RequestsUnderWay {
  readonly #servers = new Set<Server>();
  readonly #responses = new Set<ServerResponse>();
  #ending = false;

  note(server: Server, response: ServerResponse): void {
    this.#servers.add(server);
    this.#responses.add(response);
    response.once("close", () => this.#answered(response));
    if (this.#ending) response.shouldKeepAlive = false;
  }

  /**
   * Takes no further connections and waits until everything is answered, at most so long. Connections end with their
   * next answer: a browser that keeps asking on an old one would otherwise keep the process, which nobody else reaches.
   */
  async finish(withinMs: number): Promise<void> {
    this.#ending = true;
    for (const response of this.#responses) response.shouldKeepAlive = false;
    const closed = [...this.#servers].map((server) => new Promise((done) => server.close(done)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((done) => {
      timer = setTimeout(done, withinMs);
    });
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
  }

  #answered(response: ServerResponse): void {
    this.#responses.delete(response);
    // One whose head was sent before could not say that its connection ends.
    if (this.#ending)
      setImmediate(() => this.#servers.forEach((server) => void server.closeIdleConnections()));
  }
}
