/** Counts to a limit per second, the second beginning with its first event. */
export class RateWindow {
  #startedAt = Number.NEGATIVE_INFINITY;
  #count = 0;

  /** Counts one event at `now` (milliseconds); false when it is beyond the limit. */
  admits(limit: number, now: number): boolean {
    if (now - this.#startedAt >= 1_000) {
      this.#startedAt = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= limit;
  }
}
