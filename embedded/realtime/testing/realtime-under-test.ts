import { createHash, createHmac } from "node:crypto";
import Pusher from "pusher";
import PusherClient, { type Channel, type Options, type PresenceChannel } from "pusher-js";
import nacl from "tweetnacl";
import { type RealtimeConfig, readRealtimeConfig } from "../config";
import { startRealtime } from "../server";
import { RawClient, type RawClientOptions } from "./raw-client";

const given = process.env.CONTRACT_PUSHER_APP_ID !== undefined;

/** Whether the tests speak to a service of their environment rather than to the embedded server. */
export const isRemote = given;

const app = {
  id: process.env.CONTRACT_PUSHER_APP_ID ?? "contract-app",
  key: process.env.CONTRACT_PUSHER_KEY ?? "contract-key",
  secret: process.env.CONTRACT_PUSHER_SECRET ?? "contract-secret",
  cluster: process.env.CONTRACT_PUSHER_CLUSTER,
  host: process.env.CONTRACT_PUSHER_HOST ?? "127.0.0.1",
  tls: process.env.CONTRACT_PUSHER_TLS === "true",
};

/** A server to test, with the real libraries pointed at it. Whatever it opens is closed by `close`. */
export class RealtimeUnderTest {
  readonly appId = app.id;
  readonly key = app.key;
  readonly api: Pusher;
  readonly #clients: Array<{ disconnect(): void }> = [];

  private constructor(
    readonly port: number,
    /** Shuts the server down under its clients. */
    readonly stop: (options?: { successorListens?: boolean }) => Promise<void>,
  ) {
    this.api = this.apiWith({});
  }

  /** Starts the embedded server, or points at the service that the environment names. */
  static async open(overrides: Partial<RealtimeConfig> = {}): Promise<RealtimeUnderTest> {
    if (given) {
      const port = Number(process.env.CONTRACT_PUSHER_PORT ?? (app.tls ? 443 : 80));
      return new RealtimeUnderTest(port, async () => {});
    }
    const config = readRealtimeConfig({
      PUSHER_APP_ID: app.id,
      PUSHER_KEY: app.key,
      PUSHER_SECRET: app.secret,
    });
    const server = await startRealtime({ ...config, port: 0, ...overrides });
    return new RealtimeUnderTest(server.port, (options) => server.close(options));
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    await this.stop();
  }

  /** The server library, with the app's credentials or others. */
  apiWith(changes: { key?: string; secret?: string; appId?: string }): Pusher {
    return new Pusher({
      appId: app.id,
      key: app.key,
      secret: app.secret,
      encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString("base64"),
      timeout: 5_000,
      ...(app.cluster && !process.env.CONTRACT_PUSHER_HOST
        ? { cluster: app.cluster, useTLS: app.tls }
        : { host: app.host, port: String(this.port), useTLS: app.tls }),
      ...changes,
    });
  }

  /** A connected browser library; `user` is who it says to be, in presence channels and when it signs in. */
  async connect(
    user: { id: string; info?: object; watchlist?: string[] } = { id: "ana" },
  ): Promise<PusherClient> {
    const client = new PusherClient(app.key, { ...this.#clientOptions(), ...this.#authorization(user) });
    this.#clients.push(client);
    await new Promise<void>((resolve, reject) => {
      client.connection.bind("connected", () => resolve());
      client.connection.bind("failed", reject);
    });
    return client;
  }

  /** A WebSocket that says just what a test lets it say; welcomed already unless a path is given. */
  async raw(options: { path?: string } & RawClientOptions = {}): Promise<RawClient> {
    const path = options.path ?? `/app/${app.key}?protocol=7&client=js&version=8.6.0&flash=false`;
    const host = app.cluster && !process.env.CONTRACT_PUSHER_HOST ? `ws-${app.cluster}.pusher.com` : app.host;
    const client = new RawClient(`${app.tls ? "wss" : "ws"}://${host}:${this.port}${path}`, options);
    this.#clients.push(client);
    if (!options.path) await client.welcome();
    return client;
  }

  /** A request that the server library would not send: signed, but with parts of the signature changed. */
  signedRequest(
    method: "GET" | "POST",
    path: string,
    body = "",
    changes: { params?: Record<string, string>; signature?: string; sentBody?: string; secret?: string } = {},
  ): Promise<Response> {
    const params: Record<string, string> = {
      auth_key: app.key,
      auth_timestamp: String(Math.floor(Date.now() / 1_000)),
      auth_version: "1.0",
      ...(body && { body_md5: createHash("md5").update(body).digest("hex") }),
      ...changes.params,
    };
    const fullPath = `/apps/${app.id}${path}`;
    const query = Object.keys(params)
      .sort()
      .map((key) => `${key}=${params[key]}`)
      .join("&");
    const signature =
      changes.signature ??
      createHmac("sha256", changes.secret ?? app.secret)
        .update(`${method}\n${fullPath}\n${query}`)
        .digest("hex");
    return fetch(this.url(`${fullPath}?${query}&auth_signature=${signature}`), {
      method,
      ...(method === "POST" && { body: changes.sentBody ?? body }),
    });
  }

  url(path: string): string {
    return `${app.tls ? "https" : "http"}://${app.host}:${this.port}${path}`;
  }

  /** The key:signature that lets this connection in, as the app's server would give it. */
  auth(socketId: string, channel: string, channelData?: object) {
    return this.api.authorizeChannel(
      socketId,
      channel,
      channelData as Pusher.PresenceChannelData | undefined,
    );
  }

  #clientOptions(): Options {
    const transport = app.tls
      ? { wssPort: this.port, forceTLS: true }
      : { wsPort: this.port, forceTLS: false };
    return {
      cluster: app.cluster ?? "none",
      ...((!app.cluster || process.env.CONTRACT_PUSHER_HOST) && { wsHost: app.host, ...transport }),
      enabledTransports: ["ws", "wss"],
      enableStats: false,
      nacl,
    };
  }

  #authorization(user: { id: string; info?: object; watchlist?: string[] }): Partial<Options> {
    return {
      channelAuthorization: {
        customHandler: ({ socketId, channelName }, done) => {
          const member = { user_id: user.id, user_info: user.info ?? {} };
          done(
            null,
            this.auth(socketId, channelName, channelName.startsWith("presence-") ? member : undefined),
          );
        },
      },
      userAuthentication: {
        customHandler: ({ socketId }, done) => {
          done(null, this.api.authenticateUser(socketId, { id: user.id, watchlist: user.watchlist ?? [] }));
        },
      },
    };
  }
}

/** Subscribes, and waits until the server has let it in. */
export async function joined<C extends Channel = Channel>(client: PusherClient, name: string): Promise<C> {
  const channel = client.subscribe(name);
  if (!channel.subscribed) {
    await new Promise<void>((resolve, reject) => {
      channel.bind("pusher:subscription_succeeded", () => resolve());
      channel.bind("pusher:subscription_error", reject);
    });
  }
  return channel as C;
}

export const joinedPresence = (client: PusherClient, name: string) => joined<PresenceChannel>(client, name);

/** The events of one name on a channel, a user or a connection, as they come. */
export function collect<T = unknown>(
  source: { bind(event: string, callback: (data: T) => void): unknown },
  event: string,
): T[] {
  const events: T[] = [];
  source.bind(event, (data) => events.push(data));
  return events;
}

let channelsMade = 0;

/** A channel's name of its own for each test, so that a remote service can serve many runs. */
export const freshName = (prefix = "") => `${prefix}t${Date.now().toString(36)}-${channelsMade++}`;
