import { randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { RealtimeApp } from "./app";
import { codes, type ProtocolError } from "./close-codes";
import { Connection, type ConnectionSurroundings } from "./connection";
import { errorText, messageFrame } from "./frames";
import { clientAddress, handshakeError } from "./handshake";
import { handleFrame } from "./protocol";
import { WriteBatch } from "./write-batch";

/** The door for clients: takes upgrades, lets in who may come, and hands their frames to the protocol. */
export class Sockets {
  readonly #server: WebSocketServer;
  readonly #perAddress = new Map<string, number>();
  readonly #surroundings: ConnectionSurroundings;
  #closing: ProtocolError | null = null;

  constructor(private readonly app: RealtimeApp) {
    const { counts, config } = app;
    // Not in the library's types yet: how long to wait for the other side's close frame.
    const closeTimeout = { closeTimeout: 3_000 };
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: Math.max(64 * 1_024, 2 * config.maxEventBytes + 16 * 1_024),
      ...closeTimeout,
    });
    this.#surroundings = {
      writes: new WriteBatch(),
      maxUnsentBytes: config.maxUnsentBytes,
      onSent: (bytes) => {
        counts.framesSent += 1;
        counts.bytesSent += bytes;
      },
      onTooSlow: () => {
        counts.connectionsTooSlow += 1;
      },
      onGone: (connection) => this.#forget(connection),
    };
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const address = clientAddress(this.app.config, request);
      const error = this.#closing ?? handshakeError(this.app.config, request) ?? this.#capError(address);
      if (error) this.#turnAway(ws, error);
      else this.#welcome(ws, socket as Socket, address);
    });
  }

  /** Ends all connections with this code and turns new ones away with it. */
  close(error: ProtocolError & { code: number }): void {
    this.#closing = error;
    for (const connection of [...this.app.connections.values()]) connection.close(error.code, error.message);
  }

  #capError(address: string): ProtocolError | null {
    const { connections, config } = this.app;
    // Not 4004: that would keep clients away for good, while places become free by the minute.
    if (connections.size >= config.maxConnections) {
      return { code: codes.overCapacity, message: `There are ${config.maxConnections} connections already` };
    }
    const cap = config.maxConnectionsPerAddress;
    if (cap > 0 && (this.#perAddress.get(address) ?? 0) >= cap) {
      return { code: codes.overQuota, message: `Your address has ${cap} connections already` };
    }
    return null;
  }

  #turnAway(ws: WebSocket, error: ProtocolError): void {
    this.app.counts.connectionsRefused += 1;
    ws.on("error", () => {});
    ws.send(errorText(error));
    ws.close(error.code ?? codes.reconnectNow, error.message);
  }

  #welcome(ws: WebSocket, socket: Socket, address: string): void {
    const { app } = this;
    const connection = new Connection(newSocketId(), address, ws, socket, this.#surroundings);
    ws.on("message", (data, isBinary) => this.#receive(connection, data as Buffer, isBinary));
    ws.on("ping", () => connection.seen(performance.now()));
    ws.on("pong", () => connection.seen(performance.now()));
    app.connections.set(connection.id, connection);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    app.counts.connectionsOpened += 1;
    connection.send(
      messageFrame("pusher:connection_established", {
        socket_id: connection.id,
        activity_timeout: app.config.activityTimeoutSeconds,
      }),
    );
  }

  #receive(connection: Connection, data: Buffer, isBinary: boolean): void {
    const { app } = this;
    const now = performance.now();
    connection.seen(now);
    app.counts.framesReceived += 1;
    if (!connection.frames.admits(app.config.framesPerSecond, now)) {
      connection.close(codes.overCapacity, `More than ${app.config.framesPerSecond} frames in a second`);
      return;
    }
    try {
      handleFrame(app, connection, isBinary ? null : data.toString());
    } catch (error) {
      app.log.error({ err: error }, "frame failed");
      connection.refuse({ code: null, message: "The frame could not be handled" });
    }
  }

  #forget(connection: Connection): void {
    const { app } = this;
    app.connections.delete(connection.id);
    const left = (this.#perAddress.get(connection.address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(connection.address, left);
    else this.#perAddress.delete(connection.address);
    app.channels.leaveAll(connection);
    app.users.signOut(connection);
  }
}

/** Unguessable and never given twice, since the signatures that let a client into channels are bound to it. */
const newSocketId = () => `${randomInt(1, 2 ** 47)}.${randomInt(1, 2 ** 47)}`;
