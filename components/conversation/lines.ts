import type { CustomerEntry, FileView, Quote } from "@/lib/domain/chats/views";
import { dayNamer } from "./day";

/** A message of one's own that the server has not confirmed yet. */
export type UnsentMessage = {
  id: string;
  body: string;
  files?: readonly FileView[];
  at: string;
  replyTo?: Quote | null;
  failed: boolean;
  reason?: string;
};

type Message = {
  type: "message";
  /** The entry's id, the same before and after the server has it: the element stays, and is announced once. */
  key: string;
  body: string;
  files: readonly FileView[];
  at: string;
  own: boolean;
  author: { name: string | null; avatar: string | null };
  replyTo: Quote | null;
  edited: boolean;
  deleted: boolean;
  /** Null while it is not stored. */
  seq: number | null;
  failed: boolean;
  reason?: string;
  /** First and last of what one person says in a row. */
  first: boolean;
  last: boolean;
};
export type Line =
  | Message
  | { type: "day"; key: string; at: string }
  | { type: "new"; key: string }
  | { type: "event"; key: string; name: "joined" | "resolved" | "reopened"; member: string };
export type MessageLine = Message;

const together = 5 * 60_000;

/**
 * What the log shows, top to bottom: days, who joined, what was said, and above the first unread message a mark.
 *
 * @param newAfter the last entry number that was read when the chat was opened, null for no mark
 */
export function linesOf(
  entries: readonly CustomerEntry[],
  unsent: readonly UnsentMessage[],
  newAfter: number | null,
  timeZone?: string,
): Line[] {
  const lines: Line[] = [];
  const dayOf = dayNamer(timeZone);
  let day = "";
  let marked = newAfter === null;
  const startDay = (at: string) => {
    const next = dayOf(at);
    if (next === day) return;
    day = next;
    lines.push({ type: "day", key: `day-${next}`, at });
  };

  for (const entry of entries) {
    startDay(entry.at);
    if (!marked && isUnread(entry, newAfter ?? 0)) {
      marked = true;
      lines.push({ type: "new", key: "new" });
    }
    const line = entry.kind === "event" ? eventLine(entry) : messageLine(entry);
    if (line) lines.push(line);
  }
  const stored = new Set(entries.map((entry) => entry.id));
  for (const { id, body, files = [], at, replyTo = null, failed, reason } of unsent) {
    // Its answer may come later than its live copy.
    if (stored.has(id)) continue;
    startDay(at);
    const author = { name: null, avatar: null };
    lines.push({
      type: "message",
      key: id,
      body,
      files,
      at,
      own: true,
      author,
      replyTo,
      edited: false,
      deleted: false,
      seq: null,
      failed,
      reason,
      first: true,
      last: true,
    });
  }
  return groupByAuthor(lines);
}

/** What the team has said beyond a read position; that somebody joined needs no reading. */
export function countUnread(entries: readonly CustomerEntry[], readSeq: number): number {
  return entries.filter((entry) => isUnread(entry, readSeq)).length;
}

const isUnread = ({ seq, kind, author }: CustomerEntry, readSeq: number) =>
  seq > readSeq && kind === "message" && author.kind === "member";

function messageLine(entry: CustomerEntry): Message {
  const { id, body, files, at, author, replyTo, editedAt, deleted, seq } = entry;
  return {
    type: "message",
    key: id,
    body,
    files,
    at,
    own: author.kind === "customer",
    author:
      author.kind === "member"
        ? { name: author.name, avatar: author.avatar }
        : { name: author.kind === "customer" ? author.name : null, avatar: null },
    replyTo,
    edited: editedAt !== null && !deleted,
    deleted,
    seq,
    failed: false,
    first: true,
    last: true,
  };
}

/** An event that is new to this version of the page is left out rather than shown without words. */
function eventLine({ id, event }: CustomerEntry): Line | null {
  if (event?.name === "joined") return { type: "event", key: id, name: "joined", member: event.member };
  if (event?.name === "resolved" || event?.name === "reopened") {
    return { type: "event", key: id, name: event.name, member: "" };
  }
  return null;
}

function groupByAuthor(lines: Line[]): Line[] {
  return lines.map((line, index) => {
    if (line.type !== "message") return line;
    return {
      ...line,
      first: !continues(lines[index - 1], line),
      last: !continues(line, lines[index + 1]),
    };
  });
}

function continues(before: Line | undefined, after: Line | undefined): boolean {
  if (before?.type !== "message" || after?.type !== "message") return false;
  if (before.own !== after.own || before.author.name !== after.author.name) return false;
  return Date.parse(after.at) - Date.parse(before.at) < together;
}
