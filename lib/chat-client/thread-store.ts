import { v7 as uuidv7 } from "uuid";
import type { PublicError } from "@/lib/core/errors";
import { createCatchUp } from "./catch-up";
import { type AnyEntry, createHeldEntries } from "./held-entries";
import { createOutgoing, type Outgoing } from "./outgoing";
import { createReadAck } from "./read-ack";
import { createRevisions } from "./revisions";
import type { MessageToSend, NewMessage, Unsent, UnsentStore } from "./unsent";

/** `stateRev`: the revision of its own last change; up to `rev` there may be entries that didn't come yet. */
type AnyState = { rev: number; stateRev: number; seq: number };

export type ThreadWindow<E, S> = {
  entries: E[];
  state: S;
  hasOlder: boolean;
  hasNewer?: boolean;
  more?: boolean;
  /** Of a window around a place: the entry that stands there. */
  found?: string | null;
};

/** Somewhere in a chat: an entry by its id or number, or the first one since an instant. */
export type Place = { id: string } | { seq: number } | { at: string };

/** The doors of one chat. Each throws `Refused` for an answer that says no, anything else for no answer. */
export type ThreadApi<E, S> = {
  newest(): Promise<ThreadWindow<E, S>>;
  before(seq: number): Promise<ThreadWindow<E, S>>;
  behind(seq: number): Promise<ThreadWindow<E, S>>;
  around(place: Place): Promise<ThreadWindow<E, S>>;
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
  /** The newest ones: the same unless the reader looks at an older place. */
  newest: readonly E[];
  unsent: readonly Unsent[];
  state: S | null;
  hasOlder: boolean;
  /** The reader looks at an older place, and what comes is not beneath it. */
  hasNewer: boolean;
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
  /** Settles once no own message is on its way. @returns whether all were stored, none refused */
  allSent(): Promise<boolean>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Goes to a place of the chat. @returns the entry there; null where there is none */
  show(place: Place): Promise<string | null>;
  /** Goes back to the newest entries. */
  showNewest(): void;
  /** The reader is at the end, so far old entries need not be held. */
  forgetFar(): void;
  /** Takes over an entry as the server answered a change of it. */
  apply(entry: E): void;
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
  /** Most entries held in one run. */
  most?: number;
  /** The ticket was closed: the message went to a chat of its own. */
  onMoved?(chatId: string): void;
};

/**
 * One open chat in a browser: entries in order, own messages until they are confirmed, and the position up to
 * which nothing is missing. Realtime only hints; a gap, a reconnect, a wake or a return asks the server for
 * everything after the position, and only the applied answer moves it.
 */
export function createThreadStore<E extends AnyEntry, S extends AnyState>(
  options: Options<E, S>,
): ThreadStore<E, S> {
  const { api, chatId } = options;
  const entries = createHeldEntries<E>(options.most);
  const revisions = createRevisions(0);
  const listeners = new Set<() => void>();
  /** Own messages that were stored, while what stands before them is still missing. */
  const held = new Map<string, Unsent>();
  let state: S | null = null;
  let live = false;
  let loaded = false;
  let running = false;
  /** A catch-up that takes several requests is under way: what came may lack what comes next. */
  let halfway = false;
  let paging: Promise<void> | null = null;
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
  const ack = createReadAck((position) => api.markRead(position));
  const catchUp = createCatchUp({
    ask: async () => {
      if (loaded) await fetchMissed();
      else begin(await api.newest());
    },
    missing: () => {
      const isEntry =
        (state?.seq ?? 0) > entries.last || (revisions.missing && snapshot.newest.length < entries.count);
      if (isEntry) return "entry";
      return revisions.missing ? "change" : null;
    },
    onBack: () => flush(),
    onChange: () => changed(),
  });

  /** The server can be reached again. */
  function flush(): void {
    outgoing.flush();
    ack.flush();
  }

  const isWhole = () => !revisions.missing && !halfway;

  function status(): ThreadSnapshot<E, S>["status"] {
    const { catching, failing, error } = catchUp.status;
    if (error) return "error";
    if (!loaded) return "loading";
    if (catching && (failing || !live)) return live ? "catching-up" : "polling";
    return live ? "live" : "polling";
  }

  function build(): ThreadSnapshot<E, S> {
    const newest = loaded ? entries.newest(isWhole()) : [];
    const last = newest.at(-1)?.seq ?? 0;
    for (const id of held.keys()) if ((entries.find(id)?.seq ?? 0) <= last) held.delete(id);
    const shown = entries.shown(newest);
    return {
      ...shown,
      newest,
      unsent: notAmong(shown.entries, [...held.values(), ...outgoing.list()]),
      state,
      status: status(),
      error: catchUp.status.error,
    };
  }

  function changed(): void {
    snapshot = build();
    ack.delivered(snapshot.newest.at(-1)?.seq ?? 0);
    for (const listener of listeners) listener();
  }

  function keep(entry: E): void {
    entries.keep(entry);
    if (!entries.find(entry.id)) return;
    const own = outgoing.confirmed(entry.id);
    if (own) held.set(own.id, own);
  }

  function keepState(next: S): void {
    if (!state || next.rev >= state.rev) state = next;
  }

  /** A single change that arrived by itself, from realtime or as the answer to a request of one's own. */
  function receive(entry: E): void {
    keep(entry);
    revisions.saw(entry.rev);
    changed();
    catchUp.noticed();
  }

  function receiveState(next: S): void {
    keepState(next);
    revisions.saw(next.stateRev);
    revisions.heardOf(next.rev);
    changed();
    catchUp.noticed();
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

  /** Own messages among those that were asked for were stored, though their answers were lost. */
  function confirming(window: ThreadWindow<E, S>): ThreadWindow<E, S> {
    for (const { id } of window.entries) {
      const own = outgoing.confirmed(id);
      if (own) held.set(own.id, own);
    }
    return window;
  }

  function begin(window: ThreadWindow<E, S>): void {
    entries.begin(confirming(window));
    keepState(window.state);
    revisions.caughtUp(window.state.rev);
    loaded = true;
  }

  /** One page at a time, in either direction. */
  function page(how: "older" | "newer"): Promise<void> {
    const { entries: shown, hasOlder, hasNewer } = snapshot;
    const edge = how === "older" ? shown[0] : shown.at(-1);
    if (!edge || !(how === "older" ? hasOlder : hasNewer)) return Promise.resolve();
    paging ??= entries
      .add(how, async () => confirming(await (how === "older" ? api.before(edge.seq) : api.behind(edge.seq))))
      .then(() => {})
      .finally(() => {
        paging = null;
        changed();
      });
    return paging;
  }

  async function show(place: Place): Promise<string | null> {
    const known = (all: readonly E[]) =>
      all.find((entry) =>
        "id" in place ? entry.id === place.id : "seq" in place && entry.seq === place.seq,
      );
    const here = known(snapshot.entries);
    if (here) return here.id;
    const among = known(snapshot.newest);
    if (among) {
      showNewest();
      return among.id;
    }
    let found: string | null = null;
    const isThere = await entries.add("around", async () => {
      const window = confirming(await api.around(place));
      found = window.found ?? null;
      return found === null ? null : window;
    });
    changed();
    return isThere ? found : null;
  }

  function showNewest(): void {
    entries.toNewest();
    changed();
  }

  function allSent(): Promise<boolean> {
    return new Promise((resolve) => {
      const look = () => {
        const left = outgoing.list();
        if (left.some((message) => message.status !== "failed")) return;
        listeners.delete(look);
        resolve(left.length === 0);
      };
      listeners.add(look);
      look();
    });
  }

  function start(): () => void {
    running = true;
    const stopFeed = options.feed({
      entry: receive,
      state: receiveState,
      subscribed: () => {
        void catchUp.now();
        flush();
      },
      live: (isLive) => {
        live = isLive;
        changed();
      },
      renamed: () => void catchUp.now(),
    });
    const stopCatchUp = catchUp.start(() => live);
    if (!loaded) void catchUp.now();
    const stopAck = ack.start();
    outgoing.start();
    return () => {
      stopAck();
      running = false;
      stopFeed();
      stopCatchUp();
    };
  }

  if (options.initial) begin(options.initial);
  snapshot = build();

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start,
    send: (message) => {
      // Whoever writes wants to see it, at the end.
      entries.toNewest();
      outgoing.add({
        ...message,
        id: uuidv7(),
        at: new Date().toISOString(),
        status: "sending",
        error: null,
      });
    },
    retry: outgoing.retry,
    discard: outgoing.discard,
    allSent,
    loadOlder: () => page("older"),
    loadNewer: () => page("newer"),
    show,
    showNewest,
    forgetFar: () => {
      if (entries.forgetFar()) changed();
    },
    apply: receive,
    markRead: ack.read,
    catchUp: catchUp.now,
  };
}

/** An own message that is shown in its place is not shown as waiting too. */
function notAmong(entries: readonly AnyEntry[], unsent: Unsent[]): Unsent[] {
  if (unsent.length === 0) return unsent;
  const ids = new Set(entries.map(({ id }) => id));
  return unsent.filter(({ id }) => !ids.has(id));
}
