import { IncomingMessage, Server, ServerResponse } from "node:http";
import { peerAddressHeader, requestIdHeader } from "@/lib/auth/request";
import { answerDirectly, type DirectDoor } from "@/lib/direct-doors";
import { handOutSoon } from "@/lib/domain/assignment/hand-out-waiting";
import { startTellingPresence } from "@/lib/domain/presence/tell-presence";
import { env } from "@/lib/env";
import { tameNextConsole } from "@/lib/next-console";
import { startDispatcher } from "@/lib/outbox/dispatcher";
import { RequestsUnderWay } from "@/lib/requests-under-way";
import { requestIdFrom } from "@/lib/security/headers";
import { isProxied, proxiedHeader, refusalOf, refuseUnreadable } from "@/lib/security/incoming";
import { warnOfUntrustedProxy } from "@/lib/security/untrusted-proxy";

/**
 * Checks the configuration, then starts what a server process does beside answering requests.
 * @param doors answered before Next; a development server has them too, but in the version that it started with, so
 * there Next answers them itself
 */
export function startServer(doors: readonly DirectDoor[]): void {
  const isProduction = env().NODE_ENV === "production";
  // In development the console is for the developer.
  if (isProduction) tameNextConsole();
  const underWay = new RequestsUnderWay();
  watchRequests(isProduction ? doors : [], underWay);
  const stopDispatcher = startDispatcher();
  startTellingPresence(handOutSoon);
  if (isProduction) endGracefully(underWay, stopDispatcher);
}

/** How long requests may take once the process is to end: supervisors kill after ten seconds. */
const patienceMs = 6_000;

/**
 * When asked to end: answers what was asked, tells screens what was committed, and ends. Instead of Next's own way,
 * which waits for as long as any open connection is used, and then leaves what was committed last to the sweep.
 */
function endGracefully(underWay: RequestsUnderWay, stopDispatcher: () => Promise<void>): void {
  for (const [signal, code] of [["SIGTERM", 143] as const, ["SIGINT", 130] as const]) {
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await underWay.finish(patienceMs);
      await stopDispatcher();
      process.exit(code);
    });
  }
}

/**
 * Sees each request before Next does. It notes the address of the connection in a header that clients can't forge, since
 * it is overwritten here: route handlers see no socket, and rate limits must not trust what a client says of itself.
 */
function watchRequests(doors: readonly DirectDoor[], underWay: RequestsUnderWay): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    const [request, response] = args;
    if (event === "request" && request instanceof IncomingMessage && response instanceof ServerResponse) {
      underWay.note(this, response);
      const refusal = refusalOf(request);
      if (refusal) return Boolean(response.writeHead(refusal).end());
      const { headers, socket } = request;
      headers[peerAddressHeader] = (socket.remoteAddress ?? "unknown").replace(/^::ffff:/, "");
      headers[proxiedHeader] = isProxied(headers) ? "1" : "0";
      warnOfUntrustedProxy(headers);
      headers[requestIdHeader] = requestIdFrom(String(headers[requestIdHeader] ?? ""));
      if (answerDirectly(doors, request, response)) return true;
      refuseUnreadable(request, response);
    }
    return Reflect.apply(emit, this, [event, ...args]);
  } as typeof emit;
}
