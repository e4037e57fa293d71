import type { Env } from "../env";

type RealtimeAddress = Pick<
  Env,
  | "PUSHER_CLUSTER"
  | "PUSHER_HOST"
  | "PUSHER_PORT"
  | "PUSHER_SCHEME"
  | "PUSHER_PUBLIC_HOST"
  | "PUSHER_PUBLIC_PORT"
  | "PUSHER_PUBLIC_SCHEME"
>;

/** Where browsers connect for realtime: the socket, and the same host by http for pusher-js's fallback. */
export function realtimeOrigins(address: RealtimeAddress): string[] {
  const host = address.PUSHER_PUBLIC_HOST ?? address.PUSHER_HOST;
  if (!host) {
    const cluster = address.PUSHER_CLUSTER;
    return [`wss://ws-${cluster}.pusher.com`, `https://sockjs-${cluster}.pusher.com`];
  }
  const secure = (address.PUSHER_PUBLIC_SCHEME ?? address.PUSHER_SCHEME) === "https";
  // A public host without a public port is behind a proxy on the scheme's usual port.
  const port = address.PUSHER_PUBLIC_HOST ? address.PUSHER_PUBLIC_PORT : address.PUSHER_PORT;
  const authority = port ? `${host}:${port}` : host;
  return [`${secure ? "wss" : "ws"}://${authority}`, `${secure ? "https" : "http"}://${authority}`];
}
