import { WebSocket } from "ws";

/** A frame as the server has sent it. */
export type ServerFrame = { event: string; channel?: string; data?: unknown; user_id?: string };

/** How it connects, and whether it answers the socket's pings by itself. */
export type RawClientOptions = { headers?: Record<string, string>; autoPong?: boolean };

/** A client without a library between it and the wire. */
export class RawClient {
  readonly ws: WebSocket;
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  socketId = "";
  #waiting: Array<() => void> = [];

  constructor(url: string, options: RawClientOptions) {
    this.ws = new WebSocket(url, options);
    this.ws.on("error", () => {});
    this.ws.on("message", (data) => {
      this.frames.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.ws.on("close", (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
  }

  async welcome(): Promise<void> {
    const { data } = await this.next("pusher:connection_established");
    this.socketId = (data as { socket_id: string }).socket_id;
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === "string" || frame instanceof Buffer ? frame : JSON.stringify(frame));
  }

  /** The next frame with this event that no test has taken yet, its data parsed when they are JSON in a string. */
  async next(event: string): Promise<ServerFrame> {
    for (;;) {
      const index = this.frames.findIndex((frame) => frame.event === event);
      const [frame] = index < 0 ? [] : this.frames.splice(index, 1);
      if (frame) return { ...frame, data: parsed(frame.data) };
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error(`closed while waiting for ${event}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Subscribes and waits for the answer. */
  async join(channel: string, auth: { auth?: string; channel_data?: string } = {}): Promise<ServerFrame> {
    this.send({ event: "pusher:subscribe", data: { channel, ...auth } });
    return this.next("pusher_internal:subscription_succeeded");
  }

  /** Everything that the server had to say so far has arrived once it has answered this ping. */
  async settled(): Promise<void> {
    this.send({ event: "pusher:ping", data: {} });
    await this.next("pusher:pong");
  }

  disconnect(): void {
    this.ws.terminate();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function parsed(data: unknown): unknown {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
