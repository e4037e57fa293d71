import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import {
  type InboxEvent,
  type InboxState,
  type ListRules,
  reduceInbox,
  rowsOf,
  startInbox,
} from "./inbox-state";
import type { TicketView } from "./ticket-views";
import { inboxRules } from "./view-rules";
import type { TicketListItem } from "./views";

export type ListPage = { items: TicketListItem[]; nextCursor: string | null };
/** What the inbox's door answers. `counts`: how many tickets each view holds. */
export type ListAnswer = ListPage & { counts: Partial<Record<TicketView, number>> };

export type ListSnapshot<Place, Answer extends ListPage> = {
  place: Place;
  /** Null while another list is on its way. */
  inbox: InboxState | null;
  /** The last answer of the server, for what it says besides rows. */
  answer: Answer;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why the list, or its next page, could not be loaded. */
  error: PublicError | null;
};

export type ListStore<Place, Answer extends ListPage> = {
  getSnapshot(): ListSnapshot<Place, Answer>;
  subscribe(listener: () => void): () => void;
  /** Shows another list; the same again does nothing. */
  open(place: Place): void;
  tell(event: InboxEvent): void;
  loadMore(): void;
  /** Asks for everything that is shown, or could not be, now. */
  refetch(): Promise<void>;
  /** The same, once for all that happens within a few seconds, or within another time in milliseconds. */
  refetchSoon(within?: number): void;
};

type Options<Place, Answer extends ListPage> = {
  place: Place;
  initial: Answer;
  same(a: Place, b: Place): boolean;
  /** What makes the list at a place. `held`: rows keep their places until they are let go. */
  begin(place: Place): { rules: ListRules; searching: boolean; held?: boolean };
  /** @throws Error that carries the refusal as `error`, if there was one */
  ask(place: Place, cursor: string | undefined): Promise<Answer>;
  now(): number;
};

/** However far somebody has scrolled, a refetch asks for at most this many pages; older rows load again on scroll. */
const mostPages = 6;
const soonMs = 3_000;

/** A member's ticket list in the browser: one list at a time, kept fresh by news and by asking again. */
export function createListStore<Place, Answer extends ListPage>(
  options: Options<Place, Answer>,
): ListStore<Place, Answer> {
  const { initial, same, ask, now } = options;
  const listeners = new Set<() => void>();
  let cursor = initial.nextCursor;
  /** Raised with each list that is opened: answers for an earlier one are late. */
  let turn = 0;
  let meanwhile: InboxEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let snapshot: ListSnapshot<Place, Answer> = {
    place: options.place,
    inbox: begin(options.place, initial),
    answer: initial,
    hasMore: cursor !== null,
    loadingMore: false,
    error: null,
  };

  function set(change: Partial<ListSnapshot<Place, Answer>>) {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  function begin(place: Place, { items, nextCursor }: ListPage): InboxState {
    const { rules, searching, held = false } = options.begin(place);
    const started = startInbox({ rules, searching, items, more: nextCursor !== null, now: now() });
    return reduceInbox(started, { type: "held", held });
  }

  async function open(place: Place) {
    if (same(place, snapshot.place) && !snapshot.error) return;
    turn += 1;
    const mine = turn;
    meanwhile = [];
    set({ place, inbox: null, error: null, hasMore: false, loadingMore: false });
    try {
      const answer = await ask(place, undefined);
      if (mine !== turn) return;
      cursor = answer.nextCursor;
      const inbox = meanwhile.reduce(reduceInbox, begin(place, answer));
      set({ inbox, answer, hasMore: cursor !== null });
    } catch (reason) {
      if (mine === turn) set({ error: refusalIn(reason) });
    }
  }

  function tell(event: InboxEvent) {
    if (snapshot.inbox) set({ inbox: reduceInbox(snapshot.inbox, event) });
    else meanwhile.push(event);
    // Too much was in its fields for news to carry.
    if (event.type === "changed" && event.ticket.fields === null) refetchSoon();
  }

  function refetchSoon() {
    // Not all browsers at once that heard of the same.
    timer ??= setTimeout(() => void refetch(), soonMs * (0.5 + Math.random()));
  }

  async function loadMore() {
    if (cursor === null || snapshot.loadingMore || !snapshot.inbox) return;
    const mine = turn;
    set({ loadingMore: true, error: null });
    try {
      const answer = await ask(snapshot.place, cursor);
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
    const { inbox, place, error } = snapshot;
    if (!inbox) return error ? open(place) : undefined;
    const mine = turn;
    const asOf = inbox.events;
    const wanted = rowsOf(inbox).length;
    try {
      const items: TicketListItem[] = [];
      let next: string | null | undefined;
      let last = snapshot.answer;
      for (let page = 0; page < mostPages && next !== null && (page === 0 || items.length < wanted); page++) {
        const answer: Answer = await ask(place, next);
        items.push(...answer.items);
        next = answer.nextCursor;
        last = answer;
      }
      if (mine !== turn) return;
      cursor = next ?? null;
      set({ answer: last, hasMore: cursor !== null });
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
    refetchSoon,
  };
}

export type InboxPlace = { view: TicketView; q: string };
export type InboxSnapshot = ListSnapshot<InboxPlace, ListAnswer>;
export type InboxStore = ListStore<InboxPlace, ListAnswer>;

/** The inbox's lists; a search shows what the server found. */
export function createInboxStore(
  options: Pick<Options<InboxPlace, ListAnswer>, "place" | "initial" | "ask" | "now"> & { userId: string },
): InboxStore {
  const { userId, ...rest } = options;
  return createListStore({
    ...rest,
    same: (a, b) => a.view === b.view && a.q === b.q,
    begin: ({ view, q }) => ({ rules: inboxRules(view, userId), searching: q !== "" }),
  });
}
