import { v7 as uuidv7 } from "uuid";
import type { PublicError } from "@/lib/core/errors";
import { createOutgoing } from "./outgoing";
import { createRevisions } from "./revisions";
import type { Unsent, UnsentStore } from "./unsent";

type AnyEntry = { id: string; seq: number; rev: number };
type AnyState = { rev: number; seq: number };

export type ThreadWindow<E, S> = { entries: E[]; state: S; hasOlder: boolean; more?: boolean };

/** The doors of one chat. Each throws `Refused` for an answer that says no, anything else for no answer. */
export type ThreadApi<E, S> = {
  newest(): Promise<ThreadWindow<E, S>>;
  before(seq: number): Promise<ThreadWindow<E, S>>;
  after(rev: number): Promise<ThreadWindow<E, S>>;
  send(message: {
    id: string;
    body: string;
    kind: "message" | "note";
  }): Promise<{ chatId: string; entry: E }>;
  markRead(position: { read: number; delivered: number }): Promise<unknown>;
};

export class Refused extends Error {
  constructor(readonly error: PublicError) {
    super(error.code);
    this.name = "Refused";
  }
}

/** Live news of the chat. Calls `subscribed` after each (re)subscription. @returns stops it */
export type ThreadFeed<E, S> = (news: {
  entry(entry: E): void;
  state(state: S): void;
  subscribed(): void;
  live(live: boolean): void;
}) => () => void;

export type ThreadSnapshot<E, S> = {
  /** By place in the reader's sequence, without gaps from the first to the last. */
  entries: readonly E[];
  unsent: readonly Unsent[];
  state: S | null;
  hasOlder: boolean;
  status: "loading" | "live" | "catching-up" | "polling" | "error";
  /** Why the chat can't be shown at all. */
  error: PublicError | null;
};

export type ThreadStore<E, S> = {
  getSnapshot(): ThreadSnapshot<E, S>;
  subscribe(listener: () => void): () => void;
  /** @returns stops it */
  start(): () => void;
  send(message: { body: string; kind: "message" | "note" }): void;
  retry(id: string): void;
  discard(id: string): void;
  loadOlder(): Promise<void>;
  /** The reader has seen everything up to here. */
  markRead(seq: number): void;
  /** Asks for what was missed, now. */
  catchUp(): Promise<void>;
};

type Options<E, S> = {
  chatId: string;
  api: ThreadApi<E, S>;
  feed: ThreadFeed<E, S>;
  unsent: UnsentStore;
  /** What the server rendered with the page, if it did. */
  initial?: ThreadWindow<E, S>;
  /** The ticket was closed: the message went to a chat of its own. */
  onMoved?(chatId: string): void;
};

const pollMs = 5_000;
/** A lost last message has no successor that would show the gap. */
const safetyPollMs = 60_000;
/** Hidden or asleep for this long: ask what was missed. */
const longAwayMs = 30_000;
/** Changes may overtake each other for a moment without one being lost. */
const gapPatienceMs = 400;

/**
 * One open chat in a browser: entries in order, own messages until they are confirmed, and the position up to
 * which nothing is missing. Realtime only hints; a gap, a reconnect, a wake or a return asks the server for
 * everything after the position, and only the applied answer moves it.
 */
export function createThreadStore<E extends AnyEntry, S extends AnyState>(
  options: Options<E, S>,
): ThreadStore<E, S> {
  const { api, chatId } = options;
  const entries = new Map<string, E>();
  const listeners = new Set<() => void>();
  const revisions = createRevisions(0);
  let state: S | null = null;
  let hasOlder = false;
  let live = false;
  let loaded = false;
  let catching: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let error: PublicError | null = null;
  let running = false;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lastTick = Date.now();
  let lastAsked = 0;
  let snapshot: ThreadSnapshot<E, S>;

  const outgoing = createOutgoing<E>({
    store: options.unsent,
    send: (message) => api.send(message),
    onChange: () => changed(),
    onSent: (answer) => {
      if (answer.chatId === chatId) receive(answer.entry);
      else options.onMoved?.(answer.chatId);
    },
  });

  const ack = { read: 0, delivered: 0, sentRead: 0, sentDelivered: 0 };
  let ackTimer: ReturnType<typeof setTimeout> | undefined;

  function status(): ThreadSnapshot<E, S>["status"] {
    if (error) return "error";
    if (!loaded) return "loading";
    if (catching && (failures > 0 || !live)) return live ? "catching-up" : "polling";
    return live ? "live" : "polling";
  }

  function build(): ThreadSnapshot<E, S> {
    const ordered = [...entries.values()].sort((a, b) => a.seq - b.seq);
    return { entries: ordered, unsent: outgoing.list(), state, hasOlder, status: status(), error };
  }

  function changed(): void {
    snapshot = build();
    for (const listener of listeners) listener();
  }

  function keep(entry: E): void {
    const known = entries.get(entry.id);
    if (known && known.rev >= entry.rev) return;
    // A change of something older than what is shown would stand there without its neighbours.
    const first = hasOlder && entries.size > 0 ? Math.min(...[...entries.values()].map((e) => e.seq)) : 0;
    if (!known && entry.seq < first) return;
    entries.set(entry.id, entry);
    outgoing.confirmed(entry.id);
  }

  function keepState(next: S): void {
    if (!state || next.rev >= state.rev) state = next;
  }

  /** A single change that arrived by itself, from realtime or as the answer to a send. */
  function receive(entry: E): void {
    const expected = lastSeq() + 1;
    keep(entry);
    noticeGap(revisions.saw(entry.rev), entry.seq > expected);
    scheduleAck();
    changed();
  }

  function receiveState(next: S): void {
    keepState(next);
    noticeGap(revisions.saw(next.rev), next.seq > lastSeq());
    changed();
  }

  function noticeGap(missing: boolean, entriesMissing: boolean): void {
    if (!missing && !entriesMissing) return;
    if (entriesMissing) {
      clearTimeout(gapTimer);
      gapTimer = setTimeout(() => void catchUp(), gapPatienceMs / 4);
      return;
    }
    gapTimer ??= setTimeout(() => {
      gapTimer = undefined;
      void catchUp();
    }, gapPatienceMs);
  }

  const lastSeq = () => Math.max(0, ...[...entries.values()].map((entry) => entry.seq));

  function catchUp(): Promise<void> {
    if (catching) {
      again = true;
      return catching;
    }
    clearTimeout(gapTimer);
    clearTimeout(retryTimer);
    gapTimer = undefined;
    catching = ask().finally(() => {
      catching = null;
      if (again) {
        again = false;
        if (running) void catchUp();
      }
      changed();
    });
    changed();
    return catching;
  }

  async function ask(): Promise<void> {
    lastAsked = Date.now();
    try {
      if (loaded) await fetchMissed();
      else applyWindow(await api.newest());
      failures = 0;
      error = null;
    } catch (reason) {
      if (reason instanceof Refused && isFinal(reason.error)) {
        error = reason.error;
        return;
      }
      failures++;
      if (running) retryTimer = setTimeout(() => void catchUp(), backoff(failures));
    }
  }

  async function fetchMissed(): Promise<void> {
    for (;;) {
      const answer = await api.after(revisions.position);
      for (const entry of answer.entries) keep(entry);
      keepState(answer.state);
      scheduleAck();
      // A cut answer reaches only as far as its last change; a whole one as far as the state says.
      const reached = answer.more ? Math.max(...answer.entries.map((entry) => entry.rev)) : answer.state.rev;
      revisions.caughtUp(reached);
      if (!answer.more) return;
      changed();
    }
  }

  function applyWindow(window: ThreadWindow<E, S>): void {
    for (const entry of window.entries) keep(entry);
    hasOlder = window.hasOlder;
    keepState(window.state);
    revisions.caughtUp(window.state.rev);
    loaded = true;
    scheduleAck();
  }

  function scheduleAck(): void {
    ack.delivered = Math.max(ack.delivered, lastSeq());
    if (ack.delivered <= ack.sentDelivered && ack.read <= ack.sentRead) return;
    ackTimer ??= setTimeout(sendAck, 300);
  }

  async function sendAck(): Promise<void> {
    ackTimer = undefined;
    const { read, delivered } = ack;
    if (!running || (read <= ack.sentRead && delivered <= ack.sentDelivered)) return;
    try {
      await api.markRead({ read, delivered });
      ack.sentRead = read;
      ack.sentDelivered = delivered;
    } catch {
      // Told again with the next change: positions only move forward, so nothing is lost by waiting.
    }
  }

  function tick(): void {
    const now = Date.now();
    const slept = now - lastTick > longAwayMs;
    lastTick = now;
    const every = live ? safetyPollMs : pollMs;
    if (slept || now - lastAsked >= every) void catchUp();
  }

  function start(): () => void {
    running = true;
    const stopFeed = options.feed({
      entry: receive,
      state: receiveState,
      subscribed: () => void catchUp(),
      live: (isLive) => {
        live = isLive;
        changed();
      },
    });
    if (!loaded) void catchUp();
    scheduleAck();
    outgoing.start();
    const timer = setInterval(tick, 1_000);
    const stopWatching = watchReturn(() => {
      void catchUp();
      outgoing.flush();
    });
    return () => {
      // What was read in the last moments is told before leaving.
      if (ackTimer) void sendAck();
      running = false;
      stopFeed();
      stopWatching();
      outgoing.stop();
      clearInterval(timer);
      clearTimeout(gapTimer);
      clearTimeout(retryTimer);
      clearTimeout(ackTimer);
      gapTimer = ackTimer = undefined;
    };
  }

  if (options.initial) applyWindow(options.initial);
  snapshot = build();

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start,
    send: ({ body, kind }) =>
      outgoing.add({
        id: uuidv7(),
        body,
        kind,
        at: new Date().toISOString(),
        status: "sending",
        error: null,
      }),
    retry: outgoing.retry,
    discard: outgoing.discard,
    loadOlder: async () => {
      const first = snapshot.entries[0];
      if (!first || !hasOlder) return;
      const window = await api.before(first.seq);
      hasOlder = window.hasOlder;
      for (const entry of window.entries) if (!entries.has(entry.id)) entries.set(entry.id, entry);
      changed();
    },
    markRead: (seq) => {
      ack.read = Math.max(ack.read, seq);
      scheduleAck();
    },
    catchUp,
  };
}

const isFinal = ({ code }: PublicError) =>
  code === "NOT_FOUND" || code === "FORBIDDEN" || code === "UNAUTHENTICATED" || code === "INVALID";

/** 1 s, 2 s, 4 s … 15 s, with jitter. */
const backoff = (failures: number) => Math.min(15_000, 500 * 2 ** failures) * (0.75 + Math.random() * 0.5);

/** Calls when the page becomes reachable or visible again after a while. */
function watchReturn(onReturn: () => void): () => void {
  if (typeof window === "undefined") return () => {};
  let hiddenAt: number | null = null;
  const onVisibility = () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (hiddenAt !== null && Date.now() - hiddenAt > longAwayMs) onReturn();
  };
  window.addEventListener("online", onReturn);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    window.removeEventListener("online", onReturn);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}
