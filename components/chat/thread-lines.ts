import type { Joined, Origin } from "@/lib/chat-client/joined-threads";
import type { Unsent } from "@/lib/chat-client/unsent";
import type {
  FileView,
  MemberChatState,
  MemberEntry,
  Mention,
  Quote,
  Reaction,
} from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { arrangeLines, type DayLine, markRuns, type NewLine } from "../conversation/arrange-lines";

export type MessageLine = {
  type: "message";
  /** The entry's id, the same before and after the server has it, so that the element stays. */
  key: string;
  kind: "message" | "note";
  /** The requester writes on one side, everybody else on the other; between members: all others, and oneself. */
  side: "customer" | "team";
  author: { id: string; name: string | null; avatar: string | null };
  body: string;
  replyTo: Quote | null;
  mentions: readonly Mention[];
  files: readonly FileView[];
  at: string;
  /** When its words were last changed. */
  editedAt: string | null;
  deleted: boolean;
  reactions: readonly Reaction[];
  /** What the server holds; null before it has it. */
  entry: MemberEntry | null;
  /** Of a merged thread: in which other ticket it was written. */
  origin: Origin | null;
  /** Number of the ticket into which it was split. */
  splitInto: number | null;
  /** Null while the server has not confirmed it. */
  seq: number | null;
  unsent: Unsent | null;
  /** First and last of what one person says in a row. */
  first: boolean;
  last: boolean;
  /** How far a reply has come; null for what customers write and for notes. */
  delivery: "sent" | "delivered" | "read" | null;
  /** Members who have read up to here and no further. */
  readers: PersonRef[];
};

export type ThreadLine =
  | MessageLine
  | DayLine
  | NewLine
  /** What the system noted without anything said in between. */
  | { type: "events"; key: string; entries: Joined<MemberEntry>[] };

/** What is known of a chat that a merged thread shows besides its own. */
export type MergedChat = { state: MemberChatState | null; requesterId: string; newAfter: number | null };

export type ThreadLinesInput = {
  entries: readonly Joined<MemberEntry>[];
  /** By chat. */
  merged?: ReadonlyMap<string, MergedChat>;
  unsent: readonly Unsent[];
  state: MemberChatState | null;
  me: PersonRef;
  /** Whoever asks for support; null in chats between members, where one's own words stand across from the others'. */
  requesterId: string | null;
  /** The last entry that was read when the thread was opened; null for no mark. */
  newAfter: number | null;
  timeZone: string;
  /** Newer entries exist behind the last one: whoever has read further stands there, not here. */
  hasNewer?: boolean;
};

/** What a thread shows, top to bottom: days, who did what, what was said, and above the first unread entry a mark. */
export function threadLines(input: ThreadLinesInput): ThreadLine[] {
  const { unsent, me, newAfter, timeZone, merged } = input;
  // That a ticket was merged into this one is said here by its own line.
  const entries = merged
    ? input.entries.filter((entry) => !(entry.origin && isOfMerge(entry)))
    : input.entries;
  const splits = splitsIn(entries);
  const readUpTo = ({ origin }: Joined<MemberEntry>) =>
    origin ? (merged?.get(origin.chatId)?.newAfter ?? null) : newAfter;
  const lines = arrangeLines<Joined<MemberEntry>, Unsent, ThreadLine>({
    entries,
    readUpTo: merged?.size ? readUpTo : undefined,
    unsent,
    newAfter,
    timeZone,
    isNews: (entry) => entry.kind !== "event" && authorId(entry) !== me.id,
    add: (to, entry) => {
      const before = to.at(-1);
      if (entry.kind !== "event") to.push(messageLine(entry, input, splits.get(entry.id) ?? null));
      else if (before?.type === "events") before.entries.push(entry);
      else to.push({ type: "events", key: entry.id, entries: [entry] });
    },
    addUnsent: (to, message) => to.push(unsentLine(message, me)),
  });
  const runs = markRuns<ThreadLine, MessageLine>(
    lines,
    (before, after) =>
      before.author.id === after.author.id &&
      before.kind === after.kind &&
      before.origin?.chatId === after.origin?.chatId,
  );
  return withReaders(runs, input);
}

/** Which messages were split into which ticket, as the lines say that tell of it. */
function splitsIn(entries: readonly MemberEntry[]): Map<string, number> {
  const told = entries.flatMap(({ event }) => (event?.name === "split" && !event.undoneBy ? [event] : []));
  return new Map(
    told.flatMap(({ messageIds, other }) => messageIds.map((id) => [id, other.number] as const)),
  );
}

const isOfMerge = ({ event }: MemberEntry) =>
  event?.name === "merged_into" || event?.name === "unmerged_from";

const authorId = ({ author }: MemberEntry) => (author.kind === "system" ? "" : author.id);

function messageLine(
  entry: Joined<MemberEntry>,
  input: ThreadLinesInput,
  splitInto: number | null,
): MessageLine {
  const { author } = entry;
  const side = sideOf(entry, input);
  return {
    type: "message",
    key: entry.id,
    kind: entry.kind === "note" ? "note" : "message",
    side,
    author: {
      id: authorId(entry),
      name: author.kind === "system" ? null : author.name,
      avatar: author.kind === "member" ? author.avatar : null,
    },
    body: entry.body,
    replyTo: entry.replyTo,
    mentions: entry.mentions,
    files: entry.files,
    at: entry.at,
    editedAt: entry.deleted ? null : entry.editedAt,
    deleted: entry.deleted,
    reactions: entry.reactions,
    entry,
    origin: entry.origin ?? null,
    splitInto,
    seq: entry.seq,
    unsent: null,
    first: true,
    last: true,
    delivery: side === "team" ? deliveryOf(entry, input) : null,
    readers: [],
  };
}

function sideOf(entry: Joined<MemberEntry>, input: ThreadLinesInput): MessageLine["side"] {
  const { me } = input;
  const requesterId = chatOf(entry, input).requesterId;
  if (requesterId === null) return authorId(entry) === me.id ? "team" : "customer";
  return authorId(entry) === requesterId || entry.author.kind === "customer" ? "customer" : "team";
}

const chatOf = ({ origin }: { origin?: Origin | null }, input: ThreadLinesInput) =>
  (origin && input.merged?.get(origin.chatId)) || input;

/** How far it came with the one it is for: the requester, or the other one of two. In groups the readers tell. */
function deliveryOf(entry: Joined<MemberEntry>, input: ThreadLinesInput) {
  const { me } = input;
  const { state, requesterId } = chatOf(entry, input);
  if (requesterId === null) {
    if (state?.kind !== "direct" || state.participants.length < 2) return null;
    const other = state.reads.find(({ user }) => user.id !== me.id);
    return other ? reached(entry.seq, { ...other, readSeq: other.seq }) : "sent";
  }
  if (entry.publicSeq === null) return null;
  return state?.requester ? reached(entry.publicSeq, state.requester) : "sent";
}

function reached(seq: number, reader: { readSeq: number; deliveredSeq: number }) {
  if (reader.readSeq >= seq) return "read";
  return reader.deliveredSeq >= seq ? "delivered" : "sent";
}

function unsentLine(unsent: Unsent, me: PersonRef): MessageLine {
  const { id, kind, body, at, replyTo = null, mentions = [], files = [] } = unsent;
  const written = { kind, body, replyTo, mentions, files, at };
  const rest = {
    editedAt: null,
    deleted: false,
    reactions: [],
    entry: null,
    origin: null,
    splitInto: null,
    seq: null,
    first: true,
    last: true,
    delivery: null,
    readers: [],
  };
  return { type: "message", key: id, side: "team", author: me, ...written, unsent, ...rest };
}

/** Puts each member's picture at the last message they have read, but not at their own, and not one's own. */
function withReaders(lines: ThreadLine[], input: ThreadLinesInput): ThreadLine[] {
  const { entries, me, hasNewer } = input;
  const readers = new Map<string, PersonRef[]>();
  const chats = [[null, input] as const, ...(input.merged ?? [])];
  for (const [chatId, { state }] of chats) {
    const isHere = (origin: Origin | null | undefined) => (origin?.chatId ?? null) === chatId;
    const last = entries.findLast(({ origin }) => isHere(origin));
    const end = hasNewer ? (last?.seq ?? 0) : Number.POSITIVE_INFINITY;
    for (const { user, seq } of state?.reads ?? []) {
      if (seq > end) continue;
      const line = lines.findLast(
        (line): line is MessageLine =>
          line.type === "message" && line.seq !== null && line.seq <= seq && isHere(line.origin),
      );
      if (user.id === me.id || !line || line.author.id === user.id) continue;
      readers.set(line.key, [...(readers.get(line.key) ?? []), user]);
    }
  }
  return lines.map((line) =>
    line.type === "message" ? { ...line, readers: readers.get(line.key) ?? [] } : line,
  );
}
