import net from "node:net";
import { PlainError } from "./plain-error";

/** A port on which whoever connects waits, until the program that the socket is given to takes them. */
export type ListeningSocket = { fd: number; port: number; close(): void };

/** Bound, and not accepting anybody; used by Node's own cluster for the same. */
type MakeHandle = (host: string, port: number, family: 4 | 6) => { fd: number; close(): void } | number;

/**
 * Holds a port for a program that may end and be started again: connections of the time between wait in the system's
 * queue instead of being refused. Programs find it by `listeningArguments`.
 * @returns undefined where a socket can't be handed on (Windows); the program then opens the port by itself
 * @throws PlainError when the port is taken
 */
export function holdPort(port: number, host: string): ListeningSocket | undefined {
  const make = (net as unknown as { _createServerHandle?: MakeHandle })._createServerHandle;
  if (process.platform === "win32" || !make) return undefined;
  const handle = make(host, port, net.isIPv6(host) ? 6 : 4);
  if (typeof handle === "number") throw new PlainError(`Port ${port} on ${host} can't be listened on.`);
  return { fd: handle.fd, port, close: () => handle.close() };
}

/** What makes a Node program listen on the socket that it is given, when it asks for that port. */
export function listeningArguments({ port }: ListeningSocket): string[] {
  const preload = new URL("./listen-on-given.mjs", import.meta.url);
  preload.searchParams.set("port", String(port));
  return ["--import", preload.href];
}
