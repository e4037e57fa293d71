import type { CustomerEntry, FileView, Quote } from "@/lib/domain/chats/views";
import { arrangeLines, type DayLine, markRuns, type NewLine } from "./arrange-lines";

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
  | DayLine
  | NewLine
  | {
      type: "event";
      key: string;
      name: "joined" | "resolved" | "reopened" | "closing_soon";
      member: string;
      days?: number;
      /** In words of the team's own. */
      text?: string;
    };
export type MessageLine = Message;

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
  const lines = arrangeLines<CustomerEntry, UnsentMessage, Line>({
    entries,
    unsent,
    newAfter,
    timeZone,
    isNews: isFromTeam,
    add: (to, entry) => {
      const line = entry.kind === "event" ? eventLine(entry) : messageLine(entry);
      if (line) to.push(line);
    },
    addUnsent: (to, message) => to.push(unsentLine(message)),
  });
  return markRuns<Line, Message>(
    lines,
    (before, after) => before.own === after.own && before.author.name === after.author.name,
  );
}

/** What the team has said beyond a read position; that somebody joined needs no reading. */
export function countUnread(entries: readonly CustomerEntry[], readSeq: number): number {
  return entries.filter((entry) => entry.seq > readSeq && isFromTeam(entry)).length;
}

const isFromTeam = ({ kind, author }: CustomerEntry) => kind === "message" && author.kind === "member";

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

function unsentLine({ id, body, files = [], at, replyTo = null, failed, reason }: UnsentMessage): Message {
  return {
    type: "message",
    key: id,
    body,
    files,
    at,
    own: true,
    author: { name: null, avatar: null },
    replyTo,
    edited: false,
    deleted: false,
    seq: null,
    failed,
    reason,
    first: true,
    last: true,
  };
}

/** An event that is new to this version of the page is left out rather than shown without words. */
function eventLine({ id, event }: CustomerEntry): Line | null {
  if (event?.name === "joined") return { type: "event", key: id, name: "joined", member: event.member };
  if (event?.name === "closing_soon") return { type: "event", key: id, member: "", ...event };
  if (event?.name === "resolved" || event?.name === "reopened") {
    return { type: "event", key: id, name: event.name, member: "" };
  }
  return null;
}
