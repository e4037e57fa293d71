import type { RealtimeApp } from "./app";
import { codes } from "./close-codes";
import { messageFrame } from "./frames";

/**
 * Looks after silent connections: asks them for a sign of life, closes those which give none, and, where the
 * app wants it, those which have not shown a signature in time. Returns what ends the watch.
 */
export function watchConnections(app: RealtimeApp): () => void {
  const { activityTimeoutSeconds, pongTimeoutSeconds, authorizeWithinSeconds } = app.config;
  const sweep = () => {
    const now = performance.now();
    for (const connection of app.connections.values()) {
      if (connection.pingedAt !== null && now - connection.pingedAt >= pongTimeoutSeconds * 1_000) {
        app.counts.connectionsTimedOut += 1;
        connection.close(codes.noPong, "No pong received in time");
      } else if (isOverdue(connection, now)) {
        connection.close(codes.unauthorized, `Not authorized within ${authorizeWithinSeconds} s`);
      } else if (
        connection.pingedAt === null &&
        now - connection.lastSeenAt >= activityTimeoutSeconds * 1_000
      ) {
        connection.ping(pingFrame);
      }
    }
  };
  const isOverdue = (connection: { authorized: boolean; openedAt: number }, now: number) =>
    authorizeWithinSeconds > 0 &&
    !connection.authorized &&
    now - connection.openedAt >= authorizeWithinSeconds * 1_000;
  const shortest = Math.min(activityTimeoutSeconds, pongTimeoutSeconds);
  const timer = setInterval(sweep, Math.min(5_000, shortest * 250));
  return () => clearInterval(timer);
}

/** Asked in both ways at once: browsers answer the socket's ping themselves, libraries answer this one. */
const pingFrame = messageFrame("pusher:ping", {});
