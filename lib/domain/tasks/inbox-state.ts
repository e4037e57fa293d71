import type { TicketListItem, TicketSummary } from "./views";

/** What is known of a ticket. Everything in it only grows, so neither order nor repetition of news matters. */
type Known = {
  item: TicketListItem | null;
  /** Newest version at which a source showed the ticket to this member, and at which one took it away. */
  presentAt: number;
  leftAt: number;
  /** Count of events at the last news, to tell what a slow answer of the server can't know yet. */
  touched: number;
};

/** What makes a list: the same as its query says in SQL. */
export type ListRules = {
  /** @param now milliseconds, for what wakes by the clock */
  has(ticket: TicketSummary, now: number): boolean;
  /** Negative where `a` stands above `b`. */
  compare(a: TicketSummary, b: TicketSummary): number;
};

/** A member's ticket list. Rows follow the truth, except while `held`: then they keep their places. */
export type InboxState = {
  rules: ListRules;
  /** A search shows what the server found; nothing new joins it. */
  searching: boolean;
  known: ReadonlyMap<string, Known>;
  /** Read positions by chat, told by other tabs maybe before the ticket itself. */
  reads: ReadonlyMap<string, number>;
  /** In which chats this member has begun to write, with the count of events when that was told. */
  drafts: ReadonlyMap<string, { hasDraft: boolean; touched: number }>;
  /** Ids in the order in which they are displayed. */
  shown: readonly string[];
  held: boolean;
  /** The last loaded row while older ones wait on the server; null when all are here. */
  edge: TicketSummary | null;
  /** For snoozed tickets; in milliseconds. */
  now: number;
  events: number;
};

type Page = { items: readonly TicketListItem[]; more: boolean };

export type InboxEvent =
  /** Over realtime: a ticket as an audience of this member sees it. */
  | { type: "changed"; ticket: TicketSummary }
  | { type: "left"; id: string; version: number }
  /** An own change, shown at once or answered: new facts, but no right to see the ticket any longer. */
  | { type: "updated"; ticket: TicketSummary }
  | { type: "read"; chatId: string; seq: number }
  | { type: "draft"; chatId: string; hasDraft: boolean }
  /** Older rows, below those that are here. */
  | ({ type: "appended" } & Page)
  /** The list from its top, asked for when `events` was `asOf`. */
  | ({ type: "refetched"; asOf: number } & Page)
  | { type: "held"; held: boolean }
  /** This row takes its true place, or goes, although the others are held. */
  | { type: "settled"; id: string }
  | { type: "ticked"; now: number };

export type InboxStart = Pick<InboxState, "rules" | "searching" | "now"> & Page;

export function startInbox({ items, more, ...rest }: InboxStart): InboxState {
  const empty = { shown: [], held: false, edge: null, events: 0 };
  const unknown = { known: new Map(), reads: new Map(), drafts: new Map() };
  return reduceInbox({ ...rest, ...empty, ...unknown }, { type: "appended", items, more });
}

/** Applies an event; repeated and reordered ones lead to the same list. */
export function reduceInbox(state: InboxState, event: InboxEvent): InboxState {
  const next = learn({ ...state, events: state.events + 1 }, event);
  return { ...next, shown: next.held ? keepPlaces(next, event) : targetOf(next) };
}

/** The rows to show, top to bottom. */
export function rowsOf(state: InboxState): TicketListItem[] {
  return state.shown.flatMap((id) => {
    const item = state.known.get(id)?.item;
    if (!item) return [];
    const readSeq = furthest(item.readSeq, state.reads.get(item.chatId) ?? null);
    const readMerged = item.mergedFrom.length > 0 ? readFurther(item, state.reads) : item.readMerged;
    return { ...item, readSeq, readMerged, hasDraft: state.drafts.get(item.chatId)?.hasDraft ?? false };
  });
}

/** How many rows would appear, or move up, if the list were let go. */
export function countHeld(state: InboxState): number {
  if (!state.held) return 0;
  const place = new Map(state.shown.map((id, index) => [id, index]));
  // Going up from the bottom, a row that stands below one that follows it here has been passed: it moves up.
  let lowest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const id of targetOf(state).reverse()) {
    const at = place.get(id);
    if (at === undefined || at > lowest) count += 1;
    else lowest = at;
  }
  return count;
}

/** Whether a row is displayed only because the list is held. */
export const isLeaving = (state: InboxState, item: TicketListItem): boolean =>
  !state.rules.has(item, state.now);

/**
 * Whether others wrote what the viewer hasn't read; one has read what one writes. Where it isn't known how far they have
 * read, only what has just been said is surely new.
 */
export function isUnread(item: TicketListItem): boolean {
  const { messageSeq, readSeq, readMerged, lastMessage, lastActivityAt } = item;
  if (readSeq === null) return lastMessage?.at === lastActivityAt;
  return (
    messageSeq > readSeq ||
    item.mergedFrom.some((one) => one.messageSeq > (readMerged?.[one.chatId] ?? one.messageSeq))
  );
}

/** Of the chats of merged tickets, as told by other tabs too. */
function readFurther({ mergedFrom, readMerged }: TicketListItem, reads: InboxState["reads"]) {
  const known = mergedFrom.flatMap(({ chatId }) => {
    const seq = furthest(readMerged?.[chatId] ?? null, reads.get(chatId) ?? null);
    return seq === null ? [] : [[chatId, seq] as const];
  });
  return Object.fromEntries(known);
}

function learn(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case "changed": {
      const { ticket } = event;
      if (state.searching && !state.known.get(ticket.id)?.item) return state;
      return put(state, ticket.id, { item: withoutOwnFacts(ticket), presentAt: ticket.version });
    }
    case "updated":
      return put(state, event.ticket.id, { item: withoutOwnFacts(event.ticket) });
    case "left":
      return put(state, event.id, { leftAt: event.version });
    case "read":
      return {
        ...state,
        reads: new Map(state.reads).set(
          event.chatId,
          Math.max(event.seq, state.reads.get(event.chatId) ?? 0),
        ),
      };
    case "draft": {
      const told = { hasDraft: event.hasDraft, touched: state.events };
      return { ...state, drafts: new Map(state.drafts).set(event.chatId, told) };
    }
    case "appended":
      return withPage(state, event, 0);
    case "refetched":
      return withPage(withoutMissing(state, event), event, event.asOf);
    case "held":
      return { ...state, held: event.held };
    case "ticked":
      return { ...state, now: event.now };
    case "settled":
      return state;
  }
}

type News = { item?: TicketListItem; presentAt?: number; leftAt?: number };

function put(state: InboxState, id: string, news: News): InboxState {
  const before = state.known.get(id);
  const known: Known = {
    item: newest(before?.item ?? null, news.item ?? null),
    presentAt: Math.max(before?.presentAt ?? 0, news.presentAt ?? 0),
    leftAt: Math.max(before?.leftAt ?? 0, news.leftAt ?? 0),
    touched: state.events,
  };
  return { ...state, known: new Map(state.known).set(id, known) };
}

/** Of two accounts of a ticket the later one; read positions only move forward, whoever brings them. */
function newest(before: TicketListItem | null, after: TicketListItem | null): TicketListItem | null {
  if (!before || !after) return before ?? after;
  const later = after.version - before.version || after.seq - before.seq;
  const readSeq = furthest(before.readSeq, after.readSeq);
  const readMerged = after.readMerged ?? before.readMerged;
  const [newer, older] = later >= 0 ? [after, before] : [before, after];
  return { ...newer, fields: newer.fields ?? older.fields, readSeq, readMerged };
}

/** Realtime carries nothing that only concerns the viewer: none of it is known from there. */
const withoutOwnFacts = (ticket: TicketSummary): TicketListItem => ({
  readSeq: null,
  readMerged: null,
  hasDraft: false,
  ...ticket,
});

/** Of two read positions, each maybe unknown. */
const furthest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** @param asOf count of events when the page was asked for: what was heard since then is newer */
function withPage(state: InboxState, { items, more }: Page, asOf: number): InboxState {
  const edge = (more && items.at(-1)) || null;
  const drafts = new Map(state.drafts);
  for (const { chatId, hasDraft } of items) {
    if ((drafts.get(chatId)?.touched ?? 0) <= asOf) drafts.set(chatId, { hasDraft, touched: 0 });
  }
  const add = (next: InboxState, item: TicketListItem) =>
    put(next, item.id, { item, presentAt: item.version });
  return { ...items.reduce(add, state), drafts, edge };
}

/** Forgets rows that the server no longer lists, unless they were heard of while it was answering. */
function withoutMissing(state: InboxState, page: Page & { asOf: number }): InboxState {
  const listed = new Set(page.items.map((item) => item.id));
  const kept = [...state.known].filter(([id, { touched }]) => listed.has(id) || touched > page.asOf);
  return { ...state, known: new Map(kept) };
}

/** Ids in their true order. */
function targetOf(state: InboxState): string[] {
  const { rules, now, edge } = state;
  const items = [...state.known.values()].flatMap((known) => {
    const { item } = known;
    if (!item || !maySee(known) || !rules.has(item, now)) return [];
    // Below the edge there may be others in between, which come with the next page.
    return edge && rules.compare(item, edge) > 0 ? [] : [item];
  });
  return items.sort(rules.compare).map(({ id }) => id);
}

/** What stays on the screen while the list is held: rows keep their places, older ones come below. */
function keepPlaces(state: InboxState, event: InboxEvent): string[] {
  const shown = state.shown.filter((id) => {
    const known = state.known.get(id);
    if (!known?.item || !maySee(known)) return false;
    return event.type !== "settled" || event.id !== id || !isLeaving(state, known.item);
  });
  if (event.type !== "appended") return shown;
  const here = new Set(shown);
  const added = new Set(event.items.map(({ id }) => id));
  return [...shown, ...targetOf(state).filter((id) => added.has(id) && !here.has(id))];
}

/** Of several audiences one may lose a ticket in the same change in which another gets it. */
const maySee = ({ presentAt, leftAt }: Known): boolean => presentAt > 0 && presentAt >= leftAt;
