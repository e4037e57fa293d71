import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import { belongs, type ListNews, type ListPlace, type Rows, shownRows, withNews } from "./list-state";
import type { ChatPage, ChatRow } from "./list-views";

export type ChatListSnapshot = ListPlace & {
  /** Null while another list is on its way. */
  rows: readonly ChatRow[] | null;
  hasMore: boolean;
  loadingMore: boolean;
  /** Why the list, or its next page, could not be loaded. */
  error: PublicError | null;
};

export type ChatListStore = {
  getSnapshot(): ChatListSnapshot;
  subscribe(listener: () => void): () => void;
  /** Shows another list; the same again does nothing. */
  open(place: ListPlace): void;
  /** Which chat is open beside the list: it stays there while it is read. */
  keep(openId: string | null): void;
  tell(news: ListNews): void;
  /** A chat's row as far as it is known. */
  row(id: string): ChatRow | undefined;
  /** Something is different about a chat: its row is asked for, together with others of the same moment. */
  refreshSoon(id: string): void;
  loadMore(): void;
  /** Asks for everything that is shown, or could not be, now. */
  refetch(): Promise<void>;
};

type Options = {
  initial: ListPlace & ChatPage;
  /** @throws Error that carries the refusal as `error`, if there was one */
  ask(place: ListPlace, cursor?: string): Promise<ChatPage>;
  askRows(ids: string[]): Promise<{ items: ChatRow[] }>;
};

/** However far somebody has scrolled, a refetch asks for at most this many pages; older rows load again on scroll. */
const mostPages = 6;
const soonMs = 250;
/** As many as a question for rows may name. */
const mostIds = 50;

/** A member's list of chats in the browser: one list at a time, kept fresh by news and by asking. */
export function createChatListStore({ initial, ask, askRows }: Options): ChatListStore {
  const listeners = new Set<() => void>();
  let known: Rows = rowsOf(initial.items);
  let cursor = initial.nextCursor;
  let pages = 1;
  let openId: string | null = null;
  /** Raised with each list that is opened or fetched anew: answers for an earlier one are late. */
  let turn = 0;
  /** News that came while a list was on its way, which may have been read before them; null while none is. */
  let meanwhile: ListNews[] | null = null;
  const wanted = new Set<string>();
  const { tab, unread, q } = initial;
  let snapshot: ChatListSnapshot = {
    ...{ tab, unread, q },
    rows: shownRows(known, initial, openId),
    hasMore: cursor !== null,
    loadingMore: false,
    error: null,
  };

  function set(change: Partial<ChatListSnapshot>) {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  const show = () => {
    if (snapshot.rows) set({ rows: shownRows(known, snapshot, openId) });
  };

  function take(rows: Rows, next: string | null) {
    known = (meanwhile ?? []).reduce(accept, rows);
    meanwhile = null;
    cursor = next;
    set({ rows: shownRows(known, snapshot, openId), hasMore: cursor !== null, error: null });
  }

  async function open(place: ListPlace) {
    const { tab, unread, q } = snapshot;
    if (place.tab === tab && place.unread === unread && place.q === q && !snapshot.error) return;
    turn += 1;
    const mine = turn;
    meanwhile = [];
    set({ ...place, rows: null, error: null, hasMore: false, loadingMore: false });
    try {
      const page = await ask(place);
      if (mine !== turn) return;
      pages = 1;
      take(rowsOf(page.items), page.nextCursor);
    } catch (reason) {
      if (mine !== turn) return;
      meanwhile = null;
      set({ error: refusalIn(reason) });
    }
  }

  async function loadMore() {
    if (!cursor || snapshot.loadingMore || !snapshot.rows) return;
    const mine = turn;
    set({ loadingMore: true, error: null });
    try {
      const page = await ask(snapshot, cursor);
      if (mine !== turn) return;
      pages += 1;
      // What is known already may be newer than the page.
      known = page.items.reduce<Rows>((rows, row) => withNews(rows, { type: "row", row }), known);
      cursor = page.nextCursor;
      set({ rows: shownRows(known, snapshot, openId), hasMore: cursor !== null, loadingMore: false });
    } catch (reason) {
      if (mine === turn) set({ loadingMore: false, error: refusalIn(reason) });
    }
  }

  async function refetch() {
    if (!snapshot.rows) {
      const { tab, unread, q, error } = snapshot;
      return error ? open({ tab, unread, q }) : undefined;
    }
    turn += 1;
    const mine = turn;
    meanwhile = [];
    set({ loadingMore: false });
    try {
      const found = new Map<string, ChatRow>();
      let next: string | null = null;
      let count = 0;
      do {
        const page: ChatPage = await ask(snapshot, next ?? undefined);
        if (mine !== turn) return;
        for (const row of page.items) found.set(row.id, row);
        next = page.nextCursor;
        count += 1;
      } while (next && count < Math.min(pages, mostPages));
      pages = count;
      const kept = openId ? known.get(openId) : undefined;
      take(kept && !found.has(kept.id) ? withNews(found, { type: "row", row: kept }) : found, next);
      if (kept && !found.has(kept.id)) refreshSoon(kept.id);
    } catch {
      // What is shown stays; the next news or reconnect asks again.
      if (mine === turn) meanwhile = null;
    }
  }

  /** The rows after news. A chat that isn't among them joins only where it is sure to belong. */
  function accept(rows: Rows, news: ListNews): Rows {
    if (news.type === "row" && !rows.has(news.row.id)) {
      // Whether it matches what is looked for only the server knows.
      if (snapshot.q || !belongs(news.row, snapshot, openId)) return rows;
    }
    return withNews(rows, news);
  }

  function tell(news: ListNews) {
    meanwhile?.push(news);
    if (news.type === "read") {
      const row = known.get(news.chatId);
      if (row && news.seq > row.readSeq && news.seq < row.seq) refreshSoon(row.id);
    }
    const next = accept(known, news);
    if (next === known) return;
    known = next;
    show();
  }

  function refreshSoon(id: string) {
    if (wanted.size === 0) setTimeout(refreshWanted, soonMs);
    wanted.add(id);
  }

  function refreshWanted() {
    const ids = [...wanted];
    wanted.clear();
    for (const id of ids.slice(mostIds)) refreshSoon(id);
    void refresh(ids.slice(0, mostIds));
  }

  async function refresh(ids: string[]) {
    try {
      const { items } = await askRows(ids);
      const here = new Map(items.map((row) => [row.id, row]));
      for (const id of ids) {
        const row = here.get(id);
        tell(row ? { type: "row", row } : { type: "gone", id });
      }
    } catch {
      // The next news, or reconnect, asks again.
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (place) => void open(place),
    keep: (id) => {
      if (id === openId) return;
      openId = id;
      show();
    },
    tell,
    row: (id) => known.get(id),
    refreshSoon,
    loadMore: () => void loadMore(),
    refetch,
  };
}

const rowsOf = (items: readonly ChatRow[]): Rows => new Map(items.map((row) => [row.id, row]));
