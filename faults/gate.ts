import { connect, createServer, type Socket } from "node:net";

/** A door in front of a port, which can be shut, or lose the answers of what went through. */
export type Gate = {
  port: number;
  /** Ends all connections and refuses new ones. */
  shut(): void;
  open(): void;
  /** Of this share of the answers, from 0 to 1, the connection ends instead of bringing them. */
  loseAnswers(share: number): void;
  /** How many were lost. */
  lost(): number;
  close(): void;
};

export async function openGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let isShut = false;
  let share = 0;
  let lost = 0;
  const server = createServer((outer) => {
    if (isShut) return void outer.destroy();
    const inner = connect(target, "127.0.0.1");
    const end = () => {
      for (const socket of [outer, inner]) {
        sockets.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [outer, inner]) {
      sockets.add(socket);
      socket.on("error", end).on("close", end);
    }
    outer.on("data", (data) => inner.write(data));
    inner.on("data", (data) => {
      if (Math.random() >= share) return void outer.write(data);
      lost++;
      end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    shut() {
      isShut = true;
      endAll();
    },
    open: () => {
      isShut = false;
    },
    loseAnswers: (wanted) => {
      share = wanted;
    },
    lost: () => lost,
    close() {
      server.close();
      endAll();
    },
  };
}
