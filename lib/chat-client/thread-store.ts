import { v7 as uuidv7 } from "uuid";
import type { PublicError } from "@/lib/core/errors";
import { createOutgoing, type Outgoing } from "./outgoing";
import { Refused } from "./refused";
import { retryDelay, wasToldToWait } from "./retry-delay";
import { createRevisions } from "./revisions";
import type { MessageToSend, NewMessage, Unsent, UnsentStore } from "./unsent";

export { Refused };

type AnyEntry = { id: string; seq: number; rev: number };
type AnyState = { rev: number; seq: number };

export type ThreadWindow<E, S> = { entries: E[]; state: S; hasOlder: boolean; more?: boolean };

/** The doors of one chat. Each throws `Refused` for an answer that says no, anything else for no answer. */
export type ThreadApi<E, S> = {
  newest(): Promise<ThreadWindow<E, S>>;
  before(seq: number): Promise<ThreadWindow<E, S>>;
  after(rev: number): Promise<ThreadWindow<E, S>>;
  send(message: MessageToSend): Promise<{ chatId: string; entry: E }>;
  markRead(position: { read: number; delivered: number }): Promise<unknown>;
};

/** Live news of the chat. Calls `subscribed` after each (re)subscription. @returns stops it */
export type ThreadFeed<E, S> = (news: {
  entry(entry: E): void;
  state(state: S): void;
  subscribed(): void;
  live(live: boolean): void;
  /** What the news come by has another name, or isn't for this reader any more: an answer of the server tells. */
  renamed(): void;
}) => () => void;

export type ThreadSnapshot<E, S> = {
  /** By place in the reader's sequence. What follows a gap waits until the gap is filled, so nothing moves in above. */
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
  /** @returns stops it; own messages that are still on their way go on being sent */
  start(): () => void;
  send(message: NewMessage): void;
  retry: Outgoing["retry"];
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
/** Changes may overtake each other for a moment without one being lost; a missing entry is worth less patience. */
const gapPatienceMs = 400;
const entryPatienceMs = 100;

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
  /** Own messages that were stored, while what stands before them is still missing. */
  const held = new Map<string, Unsent>();
  let state: S | null = null;
  let hasOlder = false;
  let live = false;
  let loaded = false;
  let catching: Promise<void> | null = null;
  let again = false;
  /** A catch-up that takes several requests is under way: what came may lack what comes next. */
  let halfway = false;
  let failures = 0;
  let resting = false;
  let error: PublicError | null = null;
  let running = false;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let gapIsUrgent = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lastTick = Date.now();
  let lastAsked = 0;
  let loadingOlder: Promise<void> | null = null;
  /** Changes of entries older than what is held, that came while those were being fetched. */
  const overtaking = new Map<string, E>();
  let snapshot: ThreadSnapshot<E, S>;

  const outgoing = createOutgoing<E>({
    store: options.unsent,
    send: (message) => api.send(message),
    onChange: () => changed(),
    onSent: (answer, message) => {
      if (answer.chatId === chatId) {
        held.set(message.id, message);
        receive(answer.entry);
      } else if (running) options.onMoved?.(answer.chatId);
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

  function inOrder(): E[] {
    if (!loaded) return [];
    const ordered = [...entries.values()].sort((a, b) => a.seq - b.seq);
    if (!revisions.missing && !halfway) return ordered;
    const gap = ordered.findIndex((entry, index) => index > 0 && entry.seq > ordered[index - 1]!.seq + 1);
    return gap < 0 ? ordered : ordered.slice(0, gap);
  }

  function build(): ThreadSnapshot<E, S> {
    const shown = inOrder();
    const last = shown.at(-1)?.seq ?? 0;
    for (const id of held.keys()) if ((entries.get(id)?.seq ?? 0) <= last) held.delete(id);
    const unsent = [...held.values(), ...outgoing.list()];
    return { entries: shown, unsent, state, hasOlder, status: status(), error };
  }

  function changed(): void {
    snapshot = build();
    scheduleAck();
    for (const listener of listeners) listener();
  }

  function keep(entry: E): void {
    const known = entries.get(entry.id);
    if (known && known.rev >= entry.rev) return;
    // A change of something older than what is shown would stand there without its neighbours.
    if (!known && hasOlder && entry.seq < firstSeq()) {
      if (loadingOlder && entry.rev > (overtaking.get(entry.id)?.rev ?? 0)) overtaking.set(entry.id, entry);
      return;
    }
    entries.set(entry.id, entry);
    const own = outgoing.confirmed(entry.id);
    if (own) held.set(own.id, own);
  }

  function keepState(next: S): void {
    if (!state || next.rev >= state.rev) state = next;
  }

  /** A single change that arrived by itself, from realtime or as the answer to a send. */
  function receive(entry: E): void {
    keep(entry);
    revisions.saw(entry.rev);
    changed();
    noticeGap();
  }

  function receiveState(next: S): void {
    keepState(next);
    revisions.saw(next.rev);
    changed();
    noticeGap();
  }

  function noticeGap(): void {
    const isUrgent = entriesMissing();
    if (!running || !(isUrgent || revisions.missing)) return;
    if (gapTimer && (gapIsUrgent || !isUrgent)) return;
    clearTimeout(gapTimer);
    gapIsUrgent = isUrgent;
    gapTimer = setTimeout(
      () => {
        gapTimer = undefined;
        if (revisions.missing || entriesMissing()) void catchUp();
      },
      isUrgent ? entryPatienceMs : gapPatienceMs,
    );
  }

  const entriesMissing = () =>
    (state?.seq ?? 0) > lastSeq() || (revisions.missing && snapshot.entries.length < entries.size);
  const lastSeq = () => seqs().reduce((most, seq) => Math.max(most, seq), 0);
  const firstSeq = () => seqs().reduce((least, seq) => Math.min(least, seq), Number.POSITIVE_INFINITY);
  const seqs = () => [...entries.values()].map(({ seq }) => seq);

  function catchUp(): Promise<void> {
    if (catching) {
      again = true;
      return catching;
    }
    if (resting) return Promise.resolve();
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
      // Whatever kept answers away may have kept messages here as well.
      if (failures > 0) outgoing.flush();
      failures = 0;
      error = null;
    } catch (reason) {
      if (reason instanceof Refused && isFinal(reason.error)) {
        error = reason.error;
        return;
      }
      failures++;
      if (!running) return;
      resting = wasToldToWait(reason);
      retryTimer = setTimeout(
        () => {
          resting = false;
          void catchUp();
        },
        retryDelay(reason, failures),
      );
    }
  }

  async function fetchMissed(): Promise<void> {
    for (;;) {
      const answer = await api.after(revisions.position);
      for (const entry of answer.entries) keep(entry);
      keepState(answer.state);
      halfway = answer.more ?? false;
      // A cut answer reaches only as far as its last change; a whole one as far as the state says.
      const reached = halfway ? Math.max(...answer.entries.map((entry) => entry.rev)) : answer.state.rev;
      revisions.caughtUp(reached);
      if (!halfway) return;
      changed();
    }
  }

  function applyWindow(window: ThreadWindow<E, S>): void {
    for (const entry of window.entries) keep(entry);
    hasOlder = window.hasOlder;
    const first = window.entries[0]?.seq ?? 0;
    // Changes of older entries that came while this was asked for.
    for (const entry of entries.values()) if (hasOlder && entry.seq < first) entries.delete(entry.id);
    keepState(window.state);
    revisions.caughtUp(window.state.rev);
    loaded = true;
  }

  function scheduleAck(): void {
    if (!running) return;
    ack.delivered = Math.max(ack.delivered, snapshot.entries.at(-1)?.seq ?? 0);
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
    // A clock that was set back would otherwise put the next question off until it is there again.
    const slept = Math.abs(now - lastTick) > longAwayMs;
    lastTick = now;
    const every = live ? safetyPollMs : pollMs;
    if (slept || now - lastAsked >= every) void catchUp();
  }

  function start(): () => void {
    running = true;
    const stopFeed = options.feed({
      entry: receive,
      state: receiveState,
      subscribed: () => {
        void catchUp();
        outgoing.flush();
      },
      live: (isLive) => {
        live = isLive;
        changed();
      },
      renamed: () => void catchUp(),
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
      clearInterval(timer);
      clearTimeout(gapTimer);
      clearTimeout(retryTimer);
      clearTimeout(ackTimer);
      gapTimer = ackTimer = undefined;
    };
  }

  async function loadOlder(): Promise<void> {
    const first = snapshot.entries[0];
    if (!first || !hasOlder) return;
    const window = await api.before(first.seq);
    hasOlder = window.hasOlder;
    for (const entry of window.entries) {
      const overtook = overtaking.get(entry.id);
      if (!entries.has(entry.id))
        entries.set(entry.id, overtook && overtook.rev > entry.rev ? overtook : entry);
    }
    changed();
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
    send: (message) =>
      outgoing.add({
        ...message,
        id: uuidv7(),
        at: new Date().toISOString(),
        status: "sending",
        error: null,
      }),
    retry: outgoing.retry,
    discard: outgoing.discard,
    loadOlder: () => {
      loadingOlder ??= loadOlder().finally(() => {
        loadingOlder = null;
        overtaking.clear();
      });
      return loadingOlder;
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
