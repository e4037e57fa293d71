import type { FileView, Mention, Quote } from "@/lib/domain/chats/views";

/** What somebody has written, with what the log shows of it until the server has it. */
export type NewMessage = {
  /** May be empty where there are files. */
  body: string;
  kind: "message" | "note";
  /** The entry that it answers. */
  replyTo?: Quote | null;
  mentions?: Mention[];
  /** Uploaded before. */
  files?: FileView[];
  /** The newest entry that its author had seen, in the reader's sequence. */
  baseSeq?: number;
  /** Whatever others wrote meanwhile. */
  sendAnyway?: boolean;
  /** Of the draft that it was: emptied on the server with it. */
  draftVersion?: number;
};

/** The same as it travels: ids only. */
export type MessageToSend = {
  id: string;
  body: string;
  kind: "message" | "note";
  replyToId?: string;
  mentions?: Pick<Mention, "kind" | "id">[];
  fileIds?: string[];
  baseSeq?: number;
  sendAnyway?: boolean;
  draftVersion?: number;
};

/** A message of one's own that the server has not confirmed yet. */
export type Unsent = NewMessage & {
  /** Made here; the server stores it once, however often it is sent. */
  id: string;
  /** When it was written, by this browser's clock: for display only. */
  at: string;
  /** `waiting`: no connection, it goes by itself. `failed`: refused, see `error`. */
  status: "sending" | "waiting" | "failed";
  error: {
    code: string;
    reason?: string;
    values?: Record<string, unknown>;
    retryAfter?: number;
    fields?: { problem: string }[];
  } | null;
};

export function toSend(message: Unsent): MessageToSend {
  const { id, body, kind, replyTo, mentions = [], files = [], baseSeq, sendAnyway, draftVersion } = message;
  return {
    id,
    body,
    kind,
    ...(replyTo ? { replyToId: replyTo.id } : {}),
    ...(mentions.length > 0 ? { mentions: mentions.map(({ kind, id }) => ({ kind, id })) } : {}),
    ...(files.length > 0 ? { fileIds: files.map(({ id }) => id) } : {}),
    ...(baseSeq === undefined ? {} : { baseSeq }),
    ...(sendAnyway ? { sendAnyway } : {}),
    ...(draftVersion === undefined ? {} : { draftVersion }),
  };
}

/** Where unsent messages outlive a reload. One key each, so that two tabs never overwrite each other's. */
export type UnsentStore = {
  load(): Unsent[];
  /** @returns whether it is kept; where storage is full or forbidden it isn't */
  save(message: Unsent): boolean;
  has(id: string): boolean;
  remove(id: string): void;
};

/** @param place who writes in which chat, so that nothing crosses over on a shared computer */
export function unsentInBrowser(place: string): UnsentStore {
  const prefix = `flowra.unsent.${place}.`;
  return {
    load: () => {
      try {
        return Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .map((key) => parse(localStorage.getItem(key)))
          .filter((message) => message !== null)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
      } catch {
        return [];
      }
    },
    save: (message) => attempt(() => localStorage.setItem(prefix + message.id, JSON.stringify(message))),
    has: (id) => {
      let found = false;
      attempt(() => {
        found = localStorage.getItem(prefix + id) !== null;
      });
      return found;
    },
    remove: (id) => void attempt(() => localStorage.removeItem(prefix + id)),
  };
}

/** Storage may be full or forbidden; the message is still sent, it just wouldn't survive a reload. */
function attempt(use: () => void): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}

function parse(text: string | null): Unsent | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null || !("id" in value) || !("body" in value)) return null;
    return { ...(value as Unsent), status: "sending", error: null };
  } catch {
    return null;
  }
}
