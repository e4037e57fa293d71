import { createServer, connect as dial, type Socket } from "node:net";

/**
 * A way to a database that can be closed: `hangs up` on whoever comes, or is `silent`, as a network that swallows all.
 * What is open already falls silent too; `cut` ends it.
 */
export async function openGate(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let state: "open" | "hangs up" | "silent" = "open";
  let came = 0;
  const server = createServer((socket) => {
    came++;
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    if (state === "hangs up") return void socket.end();
    const onward = dial(Number(target.port), target.hostname);
    onward.on("error", () => socket.destroy());
    onward.on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
    socket.on("data", (data) => state === "open" && onward.write(data));
    onward.on("data", (data) => state === "open" && socket.write(data));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(port) }).toString(),
    /** How many connections were tried. */
    came: () => came,
    set(next: typeof state) {
      state = next;
    },
    /** Ends all connections, as a server does that stops. */
    cut() {
      for (const socket of open) socket.end();
    },
    close: () =>
      new Promise<void>((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}
