import { dayNamer } from "./day";

export type DayLine = { type: "day"; key: string; at: string };
export type NewLine = { type: "new"; key: string };

type Entry = { id: string; seq: number; at: string };
type Unsent = { id: string; at: string };
type Run = { type: "message"; at: string; first: boolean; last: boolean };

const together = 5 * 60_000;

export interface Arrangement<E extends Entry, U extends Unsent, L> {
  /** By place; they may be a part of the whole. */
  entries: readonly E[];
  /** Own messages that the server has not confirmed yet. */
  unsent: readonly U[];
  /** The last entry that was read when the chat was opened, null for no mark. */
  newAfter: number | null;
  timeZone?: string;
  /** Whether an entry is worth the mark "new" above it. */
  isNews: (entry: E) => boolean;
  /** Where entries of several chats stand: the last one of its chat that was read, or null. Then `newAfter` means none. */
  readUpTo?: (entry: E) => number | null;
  /** Adds the line of an entry, or puts the entry into the line before. */
  add: (lines: L[], entry: E) => void;
  addUnsent: (lines: L[], message: U) => void;
}

/** What a log shows, top to bottom: above the first entry of each day its name, above the first unread one a mark. */
export function arrangeLines<E extends Entry, U extends Unsent, L>(
  arrangement: Arrangement<E, U, L>,
): (L | DayLine | NewLine)[] {
  const { entries, unsent, newAfter, timeZone, isNews, readUpTo, add, addUnsent } = arrangement;
  const lines: (L | DayLine | NewLine)[] = [];
  const own = lines as L[];
  const dayOf = dayNamer(timeZone);
  const named = new Set<string>();
  let day = "";
  // Of a part that begins behind it, nobody can say where the unread begins.
  let marked = readUpTo ? false : newAfter === null || (entries[0]?.seq ?? 0) > newAfter + 1;
  const isUnread = (entry: E) => {
    const read = readUpTo ? readUpTo(entry) : (newAfter ?? 0);
    return read !== null && entry.seq > read;
  };

  const startDay = ({ id, at }: Unsent) => {
    const next = dayOf(at);
    if (next === day) return;
    day = next;
    // A clock that was set back makes a day come twice.
    lines.push({ type: "day", key: named.has(day) ? `day-${day}-${id}` : `day-${day}`, at });
    named.add(day);
  };
  for (const entry of entries) {
    startDay(entry);
    if (!marked && isUnread(entry) && isNews(entry)) {
      marked = true;
      lines.push({ type: "new", key: "new" });
    }
    add(own, entry);
  }
  const stored = new Set(entries.map(({ id }) => id));
  for (const message of unsent) {
    // Its live copy may come before the answer to its sending.
    if (stored.has(message.id)) continue;
    startDay(message);
    addUnsent(own, message);
  }
  return lines;
}

/** Marks the first and the last of what one person says in a row. */
export function markRuns<L extends { type: string }, M extends L & Run>(
  lines: readonly (L | M)[],
  bySame: (before: M, after: M) => boolean,
): (L | M)[] {
  const isMessage = (line: L | M | undefined): line is M => line?.type === "message";
  const continues = (before: L | M | undefined, after: L | M | undefined) =>
    isMessage(before) &&
    isMessage(after) &&
    bySame(before, after) &&
    Date.parse(after.at) - Date.parse(before.at) < together;
  return lines.map((line, index) =>
    isMessage(line)
      ? { ...line, first: !continues(lines[index - 1], line), last: !continues(line, lines[index + 1]) }
      : line,
  );
}
