import type { ChatRow, ChatTab } from "./list-views";

/** Which of the lists is shown, and what is looked for in it. */
export type ListPlace = { tab: ChatTab; unread: boolean; q: string };

/** What becomes known of chats while a list is on the screen. */
export type ListNews =
  | { type: "row"; row: ChatRow }
  | { type: "gone"; id: string }
  | { type: "read"; chatId: string; seq: number }
  | { type: "draft"; chatId: string; hasDraft: boolean };

export type Rows = ReadonlyMap<string, ChatRow>;

/** The rows after news. A row that is older than the one known changes nothing. */
export function withNews(rows: Rows, news: ListNews): Rows {
  switch (news.type) {
    case "row": {
      const known = rows.get(news.row.id);
      return known && known.rev > news.row.rev ? rows : new Map(rows).set(news.row.id, news.row);
    }
    case "gone": {
      if (!rows.has(news.id)) return rows;
      return new Map([...rows].filter(([id]) => id !== news.id));
    }
    case "read": {
      const row = rows.get(news.chatId);
      // Of a part of what is unread the row alone doesn't know how much is left; the store asks.
      if (!row || news.seq < row.seq) return rows;
      return new Map(rows).set(row.id, {
        ...row,
        readSeq: news.seq,
        unread: 0,
        markedUnread: false,
        mentioned: false,
      });
    }
    case "draft": {
      const row = rows.get(news.chatId);
      if (!row || row.draft === news.hasDraft) return rows;
      return new Map(rows).set(row.id, { ...row, draft: news.hasDraft });
    }
  }
}

const kinds = { direct: "direct", groups: "group", support: "support" } as const;

/** Whether a chat stands in a list; what is looked for there only the server knows. */
export function belongs(row: ChatRow, { tab, unread }: ListPlace, openId: string | null): boolean {
  const begun = row.kind !== "direct" || row.lastMessage !== null || row.draft;
  if (!begun && row.id !== openId) return false;
  if (row.archived !== (tab === "archived")) return false;
  // What is being read stays until its reader moves on.
  if (unread && row.unread === 0 && row.id !== openId) return false;
  return tab === "all" || tab === "archived" || row.kind === kinds[tab];
}

/** The rows of a list in their order: pinned ones first, then by last activity. */
export function shownRows(rows: Rows, place: ListPlace, openId: string | null): ChatRow[] {
  return [...rows.values()].filter((row) => belongs(row, place, openId)).sort(inOrder);
}

function inOrder(a: ChatRow, b: ChatRow): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  // Times of one form compare as texts.
  if (a.activeAt !== b.activeAt) return a.activeAt < b.activeAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
