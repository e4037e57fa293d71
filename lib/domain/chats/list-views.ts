import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { ChatRole } from "./views";

/** The lists of the Chats section; the archived ones stand apart from all others. */
export const chatTabs = ["all", "direct", "groups", "support", "archived"] as const;
export type ChatTab = (typeof chatTabs)[number];

/** More unread messages than this are not counted: "99+". */
export const mostUnread = 100;

/** A chat in a member's list: what it is, its last line, and how this member keeps it. */
export type ChatRow = {
  id: string;
  kind: "direct" | "group" | "support";
  /** What it was named; direct chats and many groups are called by their people. */
  title: string | null;
  /** Those who take part besides the reader, the first to join first: some of them. Oneself in a chat with oneself. */
  people: (PersonRef & { removed: boolean })[];
  /** All who take part, the reader included. */
  peopleCount: number;
  /** The reader's own part in it; null where they don't take part. */
  chatRole: ChatRole | null;
  /** What the chat is about. */
  task: { number: number; type: "ticket" | "task" | "bug" | "epic"; title: string; status: string } | null;
  /** Whoever asks for support. */
  requester: { id: string; name: string | null } | null;
  lastMessage: {
    author: { id: string; name: string | null };
    kind: "message" | "note";
    /** The beginning of it, in one line; empty for files alone and once deleted. */
    text: string;
    files: number;
    deleted: boolean;
    at: string;
  } | null;
  /** When something was last said; before that, when it was made. */
  activeAt: string;
  seq: number;
  rev: number;
  /** The reader has read up to here, or has marked unread what follows. */
  readSeq: number;
  /** Messages and notes of others after that, counted up to `mostUnread`; one at least where marked as unread. */
  unread: number;
  /** The reader marked it as unread. */
  markedUnread: boolean;
  /** Somebody named the reader, or a team of theirs, in what is unread. */
  mentioned: boolean;
  /** The reader has begun to write. */
  draft: boolean;
  pinned: boolean;
  muted: boolean;
  archived: boolean;
};

export type ChatPage = { items: ChatRow[]; nextCursor: string | null };
