import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import { type InboxEvent, type InboxState, reduceInbox, rowsOf, startInbox } from "./inbox-state";
import type { TicketView } from "./ticket-views";
import type { TicketListItem } from "./views";

export type ListPage = { items: TicketListItem[]; nextCursor: string | null };
export type ListAnswer = ListPage & { counts: Partial<Record<TicketView, number>> };
export type ListPlace = { view: TicketView; q: string };

export type InboxSnapshot = ListPlace & {
  /** Null while another list is on its way. */
  inbox: InboxState | null;
  counts: Partial<Record<TicketView, number>>;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why the list, or its next page, could not be loaded. */
  error: PublicError | null;
};

export type InboxStore = {
  getSnapshot(): InboxSnapshot;
  subscribe(listener: () => void): () => void;
  /** Shows another list; the same again does nothing. */
  open(place: ListPlace): void;
  tell(event: InboxEvent): void;
  loadMore(): void;
  /** Asks for everything that is shown, or could not be, and for the counts, now. */
  refetch(): Promise<void>;
  /** The same, once for all that happens within a few seconds. */
  refetchSoon(): void;
};

type Options = {
  userId: string;
  initial: ListPlace & ListAnswer;
  /** @throws Error that carries the refusal as `error`, if there was one */
  ask(place: ListPlace & { cursor?: string }): Promise<ListAnswer>;
  now(): number;
};

/** However far somebody has scrolled, a refetch asks for at most this many pages; older rows load again on scroll. */
const mostPages = 6;
const soonMs = 3_000;

/** A member's ticket list in the browser: one list at a time, kept fresh by news and by asking again. */
export function createInboxStore({ userId, initial, ask, now }: Options): InboxStore {
  const listeners = new Set<() => void>();
  let cursor = initial.nextCursor;
  /** Raised with each list that is opened: answers for an earlier one are late. */
  let turn = 0;
  let meanwhile: InboxEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let snapshot: InboxSnapshot = {
    view: initial.view,
    q: initial.q,
    inbox: begin(initial, initial),
    counts: initial.counts,
    hasMore: cursor !== null,
    loadingMore: false,
    error: null,
  };

  function set(change: Partial<InboxSnapshot>) {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  function begin({ view, q }: ListPlace, { items, nextCursor }: ListPage): InboxState {
    return startInbox({ view, userId, searching: q !== "", items, more: nextCursor !== null, now: now() });
  }

  async function open(place: ListPlace) {
    if (place.view === snapshot.view && place.q === snapshot.q && !snapshot.error) return;
    turn += 1;
    const mine = turn;
    meanwhile = [];
    set({ ...place, inbox: null, error: null, hasMore: false, loadingMore: false });
    try {
      const answer = await ask(place);
      if (mine !== turn) return;
      cursor = answer.nextCursor;
      const inbox = meanwhile.reduce(reduceInbox, begin(place, answer));
      set({ inbox, counts: answer.counts, hasMore: cursor !== null });
    } catch (reason) {
      if (mine === turn) set({ error: refusalIn(reason) });
    }
  }

  function tell(event: InboxEvent) {
    if (snapshot.inbox) set({ inbox: reduceInbox(snapshot.inbox, event) });
    else meanwhile.push(event);
  }

  async function loadMore() {
    if (cursor === null || snapshot.loadingMore || !snapshot.inbox) return;
    const mine = turn;
    set({ loadingMore: true, error: null });
    try {
      const answer = await ask({ view: snapshot.view, q: snapshot.q, cursor });
      if (mine !== turn) return;
      cursor = answer.nextCursor;
      set({ hasMore: cursor !== null, loadingMore: false });
      tell({ type: "appended", items: answer.items, more: cursor !== null });
    } catch (reason) {
      if (mine === turn) set({ loadingMore: false, error: refusalIn(reason) });
    }
  }

  async function refetch() {
    clearTimeout(timer);
    timer = undefined;
    const { inbox, view, q, error } = snapshot;
    if (!inbox) return error ? open({ view, q }) : undefined;
    const mine = turn;
    const asOf = inbox.events;
    const wanted = rowsOf(inbox).length;
    try {
      const items: TicketListItem[] = [];
      let next: string | null | undefined;
      let counts = snapshot.counts;
      for (let page = 0; page < mostPages && next !== null && (page === 0 || items.length < wanted); page++) {
        const answer: ListAnswer = await ask({ view, q, cursor: next });
        items.push(...answer.items);
        next = answer.nextCursor;
        counts = answer.counts;
      }
      if (mine !== turn) return;
      cursor = next ?? null;
      set({ counts, hasMore: cursor !== null });
      tell({ type: "refetched", items, more: cursor !== null, asOf });
    } catch {
      // What is shown stays; the next news or reconnect asks again.
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (place) => void open(place),
    tell,
    loadMore: () => void loadMore(),
    refetch,
    refetchSoon: () => {
      timer ??= setTimeout(() => void refetch(), soonMs);
    },
  };
}
