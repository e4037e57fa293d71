import type { PublicError } from "@/lib/core/errors";
import type { Unsent, UnsentStore } from "./unsent";

type Options<E> = {
  store: UnsentStore;
  send(message: Pick<Unsent, "id" | "body" | "kind">): Promise<{ chatId: string; entry: E }>;
  onSent(answer: { chatId: string; entry: E }): void;
  onChange(): void;
};

export type Outgoing = {
  list(): Unsent[];
  add(message: Unsent): void;
  /** Tries a refused or waiting message again, under the same id. */
  retry(id: string): void;
  discard(id: string): void;
  /** The message was seen in the chat, for instance because another tab sent it. */
  confirmed(id: string): void;
  flush(): void;
  start(): void;
  stop(): void;
};

/**
 * Own messages on their way: one after the other, so that they arrive in the order in which they were written.
 * Without an answer a message is sent again under the same id until one comes; a refusal stops only itself.
 */
export function createOutgoing<E>(options: Options<E>): Outgoing {
  const messages = new Map<string, Unsent>();
  let busy = false;
  let running = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (message: Unsent) => {
    messages.set(message.id, message);
    options.onChange();
  };
  const drop = (id: string) => {
    options.store.remove(id);
    return messages.delete(id);
  };

  async function flush(): Promise<void> {
    if (busy || !running) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (let next = nextUnsent(); next && running; next = nextUnsent()) await sendOne(next);
    } catch (reason) {
      failures++;
      for (const message of messages.values())
        if (message.status === "sending") set({ ...message, status: "waiting" });
      timer = setTimeout(() => void flush(), delayFor(reason, failures));
    } finally {
      busy = false;
    }
  }

  const nextUnsent = () => [...messages.values()].find((message) => message.status !== "failed");

  async function sendOne(message: Unsent): Promise<void> {
    const { id, body, kind } = message;
    if (message.status === "waiting" && failures === 0) set({ ...message, status: "sending" });
    try {
      const answer = await options.send({ id, body, kind });
      failures = 0;
      drop(id);
      options.onSent(answer);
      options.onChange();
    } catch (reason) {
      const refusal = refusalOf(reason);
      if (!refusal || isPassing(refusal)) throw reason;
      if (messages.has(id)) set({ ...message, status: "failed", error: refusal });
    }
  }

  return {
    list: () => [...messages.values()],
    add: (message) => {
      options.store.save(message);
      set(message);
      void flush();
    },
    retry: (id) => {
      const message = messages.get(id);
      if (!message) return;
      failures = 0;
      set({ ...message, status: "sending", error: null });
      void flush();
    },
    discard: (id) => {
      if (drop(id)) options.onChange();
    },
    confirmed: (id) => void (messages.has(id) && drop(id)),
    flush: () => void flush(),
    start: () => {
      running = true;
      for (const message of options.store.load())
        if (!messages.has(message.id)) messages.set(message.id, message);
      if (messages.size > 0) options.onChange();
      void flush();
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
    },
  };
}

/** A refusal carries the server's error; anything else means that no answer came. */
function refusalOf(reason: unknown): PublicError | null {
  return reason instanceof Error && "error" in reason ? (reason.error as PublicError) : null;
}

/** Refusals that pass by themselves: the message waits instead of failing. */
const isPassing = ({ code }: PublicError) =>
  code === "RATE_LIMITED" || code === "UNAVAILABLE" || code === "INTERNAL";

function delayFor(reason: unknown, failures: number): number {
  const asked = refusalOf(reason)?.retryAfter;
  return asked ? asked * 1_000 : Math.min(15_000, 500 * 2 ** failures) * (0.75 + Math.random() * 0.5);
}
