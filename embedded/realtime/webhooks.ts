import type { Logger } from "pino";
import type { Signer } from "./auth";
import type { Counts } from "./metrics";

/** An event as the receiver of webhooks gets it. */
type WebhookEvent = { name: string; channel: string } & Record<string, string>;

type Batch = { body: string; size: number; madeAt: number; attempts: number };

type WebhookSettings = {
  webhookUrl: string | null;
  /** Leaving is told only after this long, and not at all when they are back before. */
  webhookGraceMs: number;
  webhookRetryForMs: number;
};

const gatherForMs = 50;
const mostInABatch = 100;
const mostWaitingEvents = 10_000;
const mostWaitingRetries = 200;
const answerWithinMs = 5_000;
const longestPauseMs = 60_000;

/**
 * Tells the app's server what happens in channels. First attempts go one after the other, so they arrive in
 * order; a batch that failed is tried again on its own and holds nothing up.
 */
export class Webhooks {
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #retries = new Map<NodeJS.Timeout, Batch>();
  #waiting: WebhookEvent[] = [];
  #gathering: NodeJS.Timeout | null = null;
  #sending: Promise<void> | null = null;
  #closed = false;

  constructor(
    private readonly settings: WebhookSettings,
    private readonly signer: Signer,
    private readonly counts: Counts,
    private readonly log: Logger,
  ) {}

  occupied(channel: string): void {
    this.#arrive("channel_occupied", { name: "channel_vacated", channel });
  }

  vacated(channel: string): void {
    this.#depart({ name: "channel_vacated", channel });
  }

  memberAdded(channel: string, userId: string): void {
    this.#arrive("member_added", { name: "member_removed", channel, user_id: userId });
  }

  memberRemoved(channel: string, userId: string): void {
    this.#depart({ name: "member_removed", channel, user_id: userId });
  }

  clientEvent(channel: string, event: string, data: string, socketId: string, userId?: string): void {
    const told = { name: "client_event", channel, event, data, socket_id: socketId };
    this.#enqueue(userId === undefined ? told : { ...told, user_id: userId });
  }

  cacheMiss(channel: string): void {
    this.#enqueue({ name: "cache_miss", channel });
  }

  /** Sends at once what waits, gives each batch one more try, and then lets go. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
    if (this.#gathering) clearTimeout(this.#gathering);
    await (this.#sending ?? this.#sendWaiting());
    const retries = [...this.#retries];
    this.#retries.clear();
    for (const [timer] of retries) clearTimeout(timer);
    await Promise.all(retries.map(([, batch]) => this.#attempt(batch)));
  }

  /** Coming back within the grace means that nothing happened. */
  #arrive(name: string, opposite: WebhookEvent): void {
    const key = leavingKey(opposite);
    const leaving = this.#leaving.get(key);
    if (leaving) {
      clearTimeout(leaving);
      this.#leaving.delete(key);
    } else this.#enqueue({ ...opposite, name });
  }

  #depart(event: WebhookEvent): void {
    if (!this.settings.webhookUrl || this.#closed) return;
    const key = leavingKey(event);
    const tell = () => {
      this.#leaving.delete(key);
      this.#enqueue(event);
    };
    this.#leaving.set(key, setTimeout(tell, this.settings.webhookGraceMs));
  }

  #enqueue(event: WebhookEvent): void {
    if (!this.settings.webhookUrl || this.#closed) return;
    if (this.#waiting.length >= mostWaitingEvents) {
      this.counts.webhookEventsDropped += 1;
      return;
    }
    this.#waiting.push(event);
    if (this.#gathering || this.#sending) return;
    this.#gathering = setTimeout(() => {
      this.#gathering = null;
      this.#sending = this.#sendWaiting().finally(() => {
        this.#sending = null;
      });
    }, gatherForMs);
  }

  async #sendWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const events = this.#waiting.splice(0, mostInABatch);
      const madeAt = Date.now();
      const body = JSON.stringify({ time_ms: madeAt, events });
      await this.#attempt({ body, size: events.length, madeAt, attempts: 0 });
    }
  }

  async #attempt(batch: Batch): Promise<void> {
    batch.attempts += 1;
    try {
      const answer = await fetch(this.settings.webhookUrl ?? "", {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(answerWithinMs),
        headers: {
          "content-type": "application/json",
          "x-pusher-key": this.signer.key,
          "x-pusher-signature": this.signer.sign(batch.body),
        },
        body: batch.body,
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      this.counts.webhookEvents += batch.size;
    } catch (error) {
      this.counts.webhookFailures += 1;
      this.#tryAgainLater(batch, error);
    }
  }

  #tryAgainLater(batch: Batch, error: unknown): void {
    const tooLate = Date.now() - batch.madeAt >= this.settings.webhookRetryForMs;
    if (tooLate || this.#closed || this.#retries.size >= mostWaitingRetries) {
      this.counts.webhookEventsDropped += batch.size;
      this.log.error({ err: error, events: batch.size, attempts: batch.attempts }, "webhook given up");
      return;
    }
    const pause = Math.min(longestPauseMs, 1_000 * 2 ** (batch.attempts - 1));
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      void this.#attempt(batch);
    }, pause);
    this.#retries.set(timer, batch);
  }
}

const leavingKey = (event: WebhookEvent) => JSON.stringify([event.name, event.channel, event.user_id]);
