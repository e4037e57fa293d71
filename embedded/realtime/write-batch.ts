import type { Socket } from "node:net";

/** Gathers what is written within one turn of the event loop, so that a socket gets it by one system call. */
export class WriteBatch {
  #corked: Socket[] = [];

  write(socket: Socket, frame: Buffer): void {
    if (socket.writableCorked === 0) {
      socket.cork();
      if (this.#corked.push(socket) === 1) setImmediate(this.#flush);
    }
    socket.write(frame);
  }

  readonly #flush = () => {
    const sockets = this.#corked;
    this.#corked = [];
    for (const socket of sockets) socket.uncork();
  };
}
