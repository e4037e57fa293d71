/** A fixed number of places; who waits longer than allowed is refused instead of queueing for ever. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<{ enter: () => void }>();

  /**
   * @param size how many may be inside at once
   * @param maxWaitMs how long to wait for a place, in milliseconds
   * @param refusal makes the error for those who waited that long
   */
  constructor(
    readonly size: number,
    readonly maxWaitMs: number,
    readonly refusal: () => Error,
  ) {
    this.#free = size;
  }

  get taken(): number {
    return this.size - this.#free;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await this.#place();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #place(): Promise<void> {
    return new Promise((resolve, reject) => {
      const ticket = { enter: () => {} };
      const timer = setTimeout(() => {
        this.#waiting.delete(ticket);
        reject(this.refusal());
      }, this.maxWaitMs);
      ticket.enter = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.add(ticket);
    });
  }

  /** The place goes straight to whoever waited longest, so nobody who comes later overtakes. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next.enter();
  }
}

/** Places by what they are for: who waits for one thing that is stuck leaves the others their places. */
export class Lanes {
  readonly #lanes = new Map<string, { slots: Slots; users: number }>();

  /** @param make the places of one lane */
  constructor(private readonly make: () => Slots) {}

  async use<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { slots: this.make(), users: 0 };
    this.#lanes.set(name, lane);
    lane.users++;
    try {
      return await lane.slots.use(work);
    } finally {
      if (--lane.users === 0) this.#lanes.delete(name);
    }
  }
}
