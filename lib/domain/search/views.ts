import type { chatKinds } from "@/db/schema";

/** A piece of text; `hit` where it is what was looked for. */
export type Fragment = { text: string; hit: boolean };

/** A chat as a line of results names it. */
export type ChatHit = {
  id: string;
  kind: (typeof chatKinds)[number];
  /** Of its ticket or task. */
  number: number | null;
  /** Title of the ticket, of the group, or the other's name; null where nobody gave one. */
  title: string | null;
  /** Who asks, in support chats that one handles. */
  customer: string | null;
  /** Whoever asked for support themselves opens it among their requests. */
  own: boolean;
  lastAt: string | null;
};

export type MessageHit = {
  id: string;
  chat: ChatHit;
  /** Its place in the reader's sequence. */
  seq: number;
  kind: "message" | "note";
  author: { id: string | null; name: string | null };
  at: string;
  excerpt: Fragment[];
  files: number;
};

export type PersonHit =
  | { kind: "member"; id: string; name: string; avatar: string | null; role: string; isSelf: boolean }
  | { kind: "customer"; id: string; name: string | null; email: string | null };

/** What of a search was not understood: an operator's value that is no day, or a name that nobody here has. */
export type NotUnderstood = { operator: "from" | "in" | "has" | "before" | "after"; value: string };
