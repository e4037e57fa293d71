import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { ProtocolError } from "./close-codes";
import { errorFrame } from "./frames";
import type { Member } from "./presence";
import { RateWindow } from "./rate-window";
import type { WriteBatch } from "./write-batch";

/** A signed-in user, with those whose coming and going they want to hear of. */
export type SignedInUser = { id: string; watchlist: string[] };

/** What connections share: how to write, and what to do when one is slow or gone. */
export type ConnectionSurroundings = {
  writes: WriteBatch;
  maxUnsentBytes: number;
  onSent: (bytes: number) => void;
  onTooSlow: () => void;
  onGone: (connection: Connection) => void;
};

/** One client's socket and what it has been let into. */
export class Connection {
  /** By channel name: who this connection is in there, or null where the channel has no members. */
  readonly channels = new Map<string, Member | null>();
  readonly frames = new RateWindow();
  readonly clientEvents = new RateWindow();
  readonly openedAt = performance.now();
  lastSeenAt = performance.now();
  pingedAt: number | null = null;
  user: SignedInUser | null = null;
  /** Whether it has shown a signature of the app: signed in, or in a private or presence channel. */
  authorized = false;
  #gone = false;
  #cut = false;

  constructor(
    readonly id: string,
    readonly address: string,
    private readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly surroundings: ConnectionSurroundings,
  ) {
    ws.on("close", () => this.#leave());
    // A protocol error (bad frame, too much data) is followed by "close", which does what must be done.
    ws.on("error", () => {});
  }

  /**
   * Writes a ready frame. It goes to the socket itself, past `ws`, which would wrap the same bytes anew for
   * each receiver; without compression that is all `ws` would do, and its own frames keep their order.
   */
  send(frame: Buffer): void {
    if (this.#gone || this.#cut || this.ws.readyState !== this.ws.OPEN) return;
    this.surroundings.writes.write(this.socket, frame);
    this.surroundings.onSent(frame.length);
    if (this.socket.writableLength <= this.surroundings.maxUnsentBytes) return;
    this.surroundings.onTooSlow();
    // It leaves its channels with the "close" to come: others are being written to right now.
    this.#cut = true;
    this.socket.destroy();
  }

  refuse(error: ProtocolError): void {
    this.send(errorFrame(error));
  }

  ping(frame: Buffer): void {
    this.pingedAt = performance.now();
    if (this.ws.readyState === this.ws.OPEN) this.ws.ping();
    this.send(frame);
  }

  /** Any sign of life counts, whatever it says. */
  seen(now: number): void {
    this.lastSeenAt = now;
    this.pingedAt = null;
  }

  /** Says why, closes with that code, and leaves all channels at once. */
  close(code: number, message: string): void {
    if (this.#gone) return;
    this.refuse({ code, message });
    this.ws.close(code, message);
    this.#leave();
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.surroundings.onGone(this);
  }
}
