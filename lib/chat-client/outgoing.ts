import type { PublicError } from "@/lib/core/errors";
import { Refused } from "./refused";
import { retryDelay, wasToldToWait } from "./retry-delay";
import { type MessageToSend, toSend, type Unsent, type UnsentStore } from "./unsent";

type Options<E> = {
  store: UnsentStore;
  send(message: MessageToSend): Promise<{ chatId: string; entry: E }>;
  onSent(answer: { chatId: string; entry: E }, message: Unsent): void;
  onChange(): void;
};

/** A message over which the server fails this often in a row stands aside for those behind it: a minute or more. */
const mostFailuresOfOne = 8;

export type Outgoing = {
  list(): Unsent[];
  add(message: Unsent): void;
  /** Tries a refused or waiting message again, under the same id; `sendAnyway`: whatever others wrote meanwhile. */
  retry(id: string, options?: { sendAnyway?: boolean }): void;
  discard(id: string): void;
  /** The message was seen in the chat, for instance because another tab sent it. @returns it, if it was still here */
  confirmed(id: string): Unsent | undefined;
  /** Tries now rather than after the pause, unless the server asked for it. */
  flush(): void;
  /** Takes up what an earlier page left. */
  start(): void;
};

/**
 * Own messages on their way: one after the other, so that they arrive in the order in which they were written.
 * Without an answer a message is sent again under the same id until one comes; a refusal stops only itself.
 * Nobody need be looking: what was written goes out as long as the page lives.
 */
export function createOutgoing<E>(options: Options<E>): Outgoing {
  const messages = new Map<string, Unsent>();
  /** Those that the browser's storage holds too: gone from there, another tab has dealt with them. */
  const stored = new Set<string>();
  let busy = false;
  let resting = false;
  let failures = 0;
  /** How often in a row the server itself failed. */
  let breakdowns = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (message: Unsent) => {
    messages.set(message.id, message);
    options.onChange();
  };
  const drop = (id: string) => {
    const message = messages.get(id);
    options.store.remove(id);
    messages.delete(id);
    stored.delete(id);
    return message;
  };

  async function flush(): Promise<void> {
    if (busy || resting) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (let next = nextUnsent(); next; next = nextUnsent()) await sendOne(next);
    } catch (reason) {
      failures++;
      for (const message of messages.values())
        if (message.status === "sending") set({ ...message, status: "waiting" });
      resting = wasToldToWait(reason);
      timer = setTimeout(
        () => {
          resting = false;
          void flush();
        },
        retryDelay(reason, failures),
      );
    } finally {
      busy = false;
    }
  }

  const nextUnsent = () => [...messages.values()].find((message) => message.status !== "failed");

  async function sendOne(message: Unsent): Promise<void> {
    const { id } = message;
    if (stored.has(id) && !options.store.has(id)) {
      drop(id);
      return options.onChange();
    }
    if (message.status === "waiting" && failures === 0) set({ ...message, status: "sending" });
    try {
      const answer = await options.send(toSend(message));
      failures = 0;
      breakdowns = 0;
      drop(id);
      options.onSent(answer, message);
      options.onChange();
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      breakdowns = reason.error.code === "INTERNAL" ? breakdowns + 1 : 0;
      if (isPassing(reason.error) && breakdowns < mostFailuresOfOne) throw reason;
      breakdowns = 0;
      if (messages.has(id)) set({ ...message, status: "failed", error: reason.error });
    }
  }

  return {
    list: () => [...messages.values()],
    add: (message) => {
      if (options.store.save(message)) stored.add(message.id);
      set(resting ? { ...message, status: "waiting" } : message);
      void flush();
    },
    retry: (id, { sendAnyway } = {}) => {
      const known = messages.get(id);
      if (!known) return;
      const message = sendAnyway ? { ...known, sendAnyway } : known;
      if (sendAnyway && options.store.has(id)) options.store.save(message);
      failures = 0;
      set({ ...message, status: resting ? "waiting" : "sending", error: null });
      void flush();
    },
    discard: (id) => {
      if (drop(id)) options.onChange();
    },
    confirmed: (id) => (messages.has(id) ? drop(id) : undefined),
    flush: () => void flush(),
    start: () => {
      for (const message of options.store.load()) {
        stored.add(message.id);
        if (!messages.has(message.id)) messages.set(message.id, message);
      }
      if (messages.size > 0) options.onChange();
      void flush();
    },
  };
}

/** Refusals that pass by themselves: the message waits instead of failing at once. */
const isPassing = ({ code }: PublicError) =>
  code === "RATE_LIMITED" || code === "UNAVAILABLE" || code === "INTERNAL";
