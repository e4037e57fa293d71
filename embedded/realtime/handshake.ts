import type { IncomingMessage } from "node:http";
import { sameText } from "./auth";
import { codes, type ProtocolError } from "./close-codes";
import type { RealtimeConfig } from "./config";

const protocol = 7;
const base = "http://localhost";

/** Why a client may not connect with this request, or null when it may. */
export function handshakeError(config: RealtimeConfig, request: IncomingMessage): ProtocolError | null {
  const url = URL.canParse(request.url ?? "", base) ? new URL(request.url ?? "", base) : null;
  const key = /^\/app\/([^/]+)\/?$/.exec(url?.pathname ?? "")?.[1];
  if (!url || key === undefined) return { code: codes.pathNotFound, message: "Connect to /app/KEY" };
  if (config.tlsOnly && !cameByTls(config, request)) {
    return { code: codes.tlsOnly, message: "The app takes TLS connections only" };
  }
  if (!sameText(key, config.key)) return { code: codes.unknownApp, message: "No app has this key" };
  if (config.disabled) return { code: codes.appDisabled, message: "The app is disabled" };
  const version = url.searchParams.get("protocol");
  if (version === null || version === "") return { code: codes.noProtocol, message: "protocol is missing" };
  if (!/^\d{1,9}$/.test(version))
    return { code: codes.badVersion, message: "protocol must be a whole number" };
  if (Number(version) !== protocol) {
    return { code: codes.unsupportedProtocol, message: `Only protocol ${protocol} is spoken here` };
  }
  const origin = request.headers.origin;
  if (config.allowedOrigins.length > 0 && origin !== undefined && !config.allowedOrigins.includes(origin)) {
    return { code: codes.unauthorized, message: "Pages of this origin may not connect" };
  }
  return null;
}

/** Where a client comes from: behind a trusted proxy, the address which that proxy has seen. */
export function clientAddress(config: RealtimeConfig, request: IncomingMessage): string {
  const forwarded = config.trustProxy ? header(request, "x-forwarded-for").split(",").at(-1)?.trim() : "";
  return forwarded || (request.socket.remoteAddress ?? "");
}

const cameByTls = (config: RealtimeConfig, request: IncomingMessage) =>
  config.trustProxy && header(request, "x-forwarded-proto").split(",").at(-1)?.trim() === "https";

const header = (request: IncomingMessage, name: string) => [request.headers[name] ?? ""].flat().join(",");
