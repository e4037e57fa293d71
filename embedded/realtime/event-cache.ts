const keepForMs = 30 * 60 * 1_000;
const mostEntries = 5_000;

/** The last event of each cache channel, for half an hour; the oldest give way when there are too many. */
export class EventCache {
  readonly #events = new Map<string, { frame: Buffer; data: string; expiresAt: number }>();

  keep(channel: string, frame: Buffer, data: string): void {
    this.#events.delete(channel);
    this.#events.set(channel, { frame, data, expiresAt: performance.now() + keepForMs });
    if (this.#events.size <= mostEntries) return;
    for (const oldest of this.#events.keys()) {
      this.#events.delete(oldest);
      return;
    }
  }

  /** The event, with the seconds for which it is still kept; null when there is none. */
  last(channel: string): { frame: Buffer; data: string; ttl: number } | null {
    const event = this.#events.get(channel);
    if (!event) return null;
    const ttl = Math.ceil((event.expiresAt - performance.now()) / 1_000);
    if (ttl > 0) return { frame: event.frame, data: event.data, ttl };
    this.#events.delete(channel);
    return null;
  }
}
