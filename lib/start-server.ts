import { Server } from "node:http";
import { peerAddressHeader } from "@/lib/auth/request";
import { env } from "@/lib/env";
import { startDispatcher } from "@/lib/outbox/dispatcher";

/** Checks the configuration, then starts what a server process does beside answering requests. */
export function startServer(): void {
  env();
  notePeerAddresses();
  startDispatcher();
}

/**
 * Notes the address of each connection in a header that clients can't forge, since it is overwritten here. Route
 * handlers see no socket, and rate limits must not trust what a client says of itself.
 */
function notePeerAddresses(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    const request = args[0];
    if (event === "request" && request instanceof Object && "headers" in request && "socket" in request) {
      const { headers, socket } = request as {
        headers: Record<string, string>;
        socket: { remoteAddress?: string };
      };
      headers[peerAddressHeader] = (socket.remoteAddress ?? "unknown").replace(/^::ffff:/, "");
    }
    return Reflect.apply(emit, this, [event, ...args]);
  } as typeof emit;
}
