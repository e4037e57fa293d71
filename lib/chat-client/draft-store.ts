import { maxBody } from "@/lib/domain/chats/limits";
import type { Draft } from "@/lib/domain/chats/views";
import { isPassing, retryDelay } from "./retry-delay";

/** What is being written, whatever its version. */
export type DraftContent = Pick<Draft, "body" | "kind" | "replyTo" | "mentions">;

/** A draft as the browser keeps it: `saved` when the server has exactly this, `base` is what it had when last heard of. */
export type KeptDraft = Draft & { saved: boolean; base: number };

/** What the server answers to a save: what it holds now, and what that took the place of. */
export type DraftSaved = { draft: Draft; replaced: Draft | null };

export type DraftOptions = {
  /** As the server had it when the chat was opened; null for none. */
  initial: Draft | null;
  kept: { load(): KeptDraft | null; save(draft: KeptDraft | null): void };
  /**
   * Stores a version. An older one than the server holds changes nothing there.
   * @param leaving the page may be gone before the answer comes
   * Throws `Refused` for an answer that says no, anything else for no answer.
   */
  save(draft: Draft, leaving: boolean): Promise<DraftSaved>;
  /** What the server holds. */
  load(): Promise<Draft | null>;
  /** Whether somebody writes here at this moment: what others saved must not overwrite it. */
  isWriting(): boolean;
};

export type DraftSnapshot = DraftContent & {
  /** What this person wrote elsewhere while this was written here: theirs to take instead. */
  elsewhere: DraftContent | null;
};

export type DraftStore = {
  getSnapshot(): DraftSnapshot;
  subscribe(listener: () => void): () => void;
  /** Takes up what the browser has kept. @returns saves what is unsaved, and stops */
  start(): () => void;
  write(change: Partial<DraftContent>): void;
  /** Nothing is begun any more: it was sent. @returns the version that says so, to send along; none where the server has no draft */
  sent(): number | undefined;
  /** The person saved or sent this elsewhere. */
  heard(draft: Draft): void;
  /** Something may have been missed, or could not be saved. */
  catchUp(): void;
  /** The page may be gone in a moment: what is unsaved is saved now. */
  leave(): void;
  /** Nobody writes here any more: what was heard meanwhile is shown. */
  paused(): void;
  takeElsewhere(): void;
  keepOwn(): void;
};

const pauseMs = 1_000;
/** Who writes without a pause is saved this often all the same. */
const longestMs = 5_000;

const nothing: DraftContent = { body: "", kind: "message", replyTo: null, mentions: [] };
const isBlank = ({ body }: DraftContent) => body.trim() === "";
const isSame = (a: DraftContent, b: DraftContent) =>
  (isBlank(a) && isBlank(b)) ||
  (a.body === b.body && a.kind === b.kind && a.replyTo?.id === b.replyTo?.id && idsOf(a) === idsOf(b));
const contentOf = ({ body, kind, replyTo, mentions }: DraftContent): DraftContent => ({
  body,
  kind,
  replyTo,
  mentions,
});
const idsOf = ({ mentions }: DraftContent) => mentions.map(({ kind, id }) => `${kind} ${id}`).join();

/**
 * What a person writes in one chat: kept in this browser at once, on the server after a pause, so that it is there in
 * their other tabs and devices. Versions only grow, so a save that arrives late is ignored; where two write at once,
 * what is being written here stays, and the other one is offered.
 */
export function createDraftStore(options: DraftOptions): DraftStore {
  const listeners = new Set<() => void>();
  let content = contentOf(options.initial ?? nothing);
  /** The highest version that was used here or heard of. */
  let version = options.initial?.version ?? 0;
  /** The version that the server had when it was last heard of. */
  let base = version;
  /** What was sent since then without an answer: the server may have it. */
  const tried = new Map<number, string>();
  let saved = true;
  let elsewhere: DraftContent | null = null;
  /** Heard while somebody wrote here. */
  let waiting: Draft | null = null;
  let running = false;
  let saving = false;
  let failures = 0;
  let unsavedSince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let snapshot: DraftSnapshot = { ...content, elsewhere };

  function changed(): void {
    snapshot = { ...content, elsewhere };
    for (const listener of listeners) listener();
  }

  function keep(): void {
    const gone = saved && isBlank(content);
    options.kept.save(gone ? null : { ...content, version, saved, base });
  }

  function adopt(draft: Draft): void {
    content = contentOf(draft);
    // Where a later version of this browser took its place, or is about to, it is saved anew.
    saved = draft.version >= version;
    version = Math.max(version, draft.version);
    waiting = elsewhere = null;
    reached(draft.version);
    keep();
    changed();
  }

  function reached(held: number): void {
    base = Math.max(base, held);
    version = Math.max(version, held);
    tried.clear();
  }

  function schedule(delay = pauseMs): void {
    clearTimeout(timer);
    if (!running || saved) return;
    timer = setTimeout(() => void flush(), delay);
  }

  async function flush(leaving = false): Promise<void> {
    clearTimeout(timer);
    // What is too long to be sent is too long to be saved; it stays in this browser.
    if (saved || content.body.length > maxBody || (saving && !leaving)) return;
    const written = content;
    version += 1;
    tried.set(version, written.body);
    // News of this very save may come before its answer.
    const before = { base, tried: new Map(tried) };
    keep();
    saving = true;
    try {
      settle(await options.save({ ...written, version }, leaving), written, before);
      failures = 0;
    } catch (reason) {
      failures += 1;
      if (isPassing(reason)) schedule(retryDelay(reason, failures));
    } finally {
      saving = false;
    }
  }

  /** The server's answer to a save. */
  function settle(
    { draft, replaced }: DraftSaved,
    written: DraftContent,
    before: { base: number; tried: ReadonlyMap<number, string> },
  ): void {
    const isOurs = isSame(draft, written);
    const other = isOurs ? replaced : draft;
    if (other && other.version > before.base && before.tried.get(other.version) !== other.body) meet(other);
    reached(draft.version);
    // Unless something was sent meanwhile: its version is higher, and may never come there.
    if (isOurs && isSame(content, written)) saved = draft.version >= version;
    keep();
    schedule();
  }

  /** Something was written in another tab or on another device meanwhile: what is written here stays, the other is offered. */
  function meet(other: Draft): void {
    if (isBlank(content) && !options.isWriting()) adopt(other);
    else offer(other);
  }

  /** What stands in the text here anyway is no other. */
  function offer(other: DraftContent): void {
    elsewhere = content.body.includes(other.body.trim()) ? null : contentOf(other);
    changed();
  }

  function heard(draft: Draft): void {
    if (draft.version < version) return;
    if (draft.version === version && isSame(draft, content)) {
      saved = true;
      reached(version);
      keep();
    } else if (saved) {
      // What is unsaved here meets it at the next save.
      if (isBlank(content) || !options.isWriting()) adopt(draft);
      else waiting = draft;
    }
  }

  async function refresh(): Promise<void> {
    try {
      const draft = await options.load();
      if (draft) heard(draft);
    } catch {
      // The next news or reconnect brings it.
    }
  }

  /** What the browser has kept meets what the server had. */
  function takeUpKept(): void {
    const kept = options.kept.load();
    // Whoever began to write before this ran goes on with that.
    if (!kept || !saved) return;
    if (kept.saved) {
      if (kept.version > version) adopt(kept);
      return;
    }
    const held = content;
    const isNews = base > kept.base;
    content = contentOf(kept);
    version = Math.max(version, kept.version);
    saved = false;
    if (isNews) offer(held);
    changed();
    schedule();
  }

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => {
      running = true;
      takeUpKept();
      schedule();
      return () => {
        void flush(true);
        running = false;
        clearTimeout(timer);
      };
    },
    write: (change) => {
      const next = { ...content, ...change };
      const now = Date.now();
      if (saved) unsavedSince = now;
      saved = saved && isSame(next, content);
      content = next;
      waiting = null;
      keep();
      changed();
      if (!saved) schedule(Math.max(0, Math.min(pauseMs, unsavedSince + longestMs - now)));
    },
    sent: () => {
      const isKnown = version > 0;
      content = nothing;
      elsewhere = waiting = null;
      saved = !isKnown;
      if (isKnown) version += 1;
      keep();
      changed();
      schedule();
      return isKnown ? version : undefined;
    },
    heard,
    catchUp: () => {
      if (saved) void refresh();
      else void flush();
    },
    leave: () => void flush(true),
    paused: () => {
      if (waiting && saved && waiting.version >= version) adopt(waiting);
    },
    takeElsewhere: () => {
      if (!elsewhere) return;
      content = elsewhere;
      elsewhere = null;
      saved = false;
      keep();
      changed();
      schedule();
    },
    keepOwn: () => {
      elsewhere = null;
      changed();
    },
  };
}
