"use client";

import { type RefObject, useMemo, useRef } from "react";
import type { DraftContent, DraftSnapshot } from "@/lib/chat-client/draft-store";
import type { Unsent } from "@/lib/chat-client/unsent";
import type { Draft, Mention, Quote } from "@/lib/domain/chats/views";
import { editTextarea } from "./edit-textarea";
import { withMention } from "./named";
import { useDraftStore } from "./use-draft-store";

export type ComposerState = DraftSnapshot & {
  chatId: string;
  input: RefObject<HTMLTextAreaElement | null>;
  write: (change: Partial<DraftContent>) => void;
  /** What was written is a message now. @returns the draft's version, to send along */
  sent: () => number | undefined;
  /** Nobody writes for the moment. */
  paused: () => void;
  /** Where somebody begins to write: as a message, or as a note. */
  compose: (kind: Draft["kind"]) => void;
  /** Names somebody, whose name is about to stand in the text. */
  mention: (mention: Mention) => void;
  /** Begins an answer to an entry; to a note, which customers don't get, as a note. */
  answer: (quote: Quote) => void;
  /** Messages that were not sent become what is being written, before what is written already. */
  takeBack: (messages: readonly Unsent[]) => void;
  /** Opens the list of canned replies where the caret stands. */
  offerCanned: () => void;
  takeElsewhere: () => void;
  keepOwn: () => void;
};

/** What a member writes in one chat. Its host keeps it, since others begin to write here too: by key, by "reply". */
export function useComposer(chatId: string, initial: Draft | null): ComposerState {
  const input = useRef<HTMLTextAreaElement | null>(null);
  const { store, ...snapshot } = useDraftStore(chatId, initial, () => isFocused(input.current));
  const does = useMemo(() => {
    const focus = () => input.current?.focus();
    return {
      write: store.write,
      sent: store.sent,
      paused: store.paused,
      takeElsewhere: store.takeElsewhere,
      keepOwn: store.keepOwn,
      compose: (kind: Draft["kind"]) => {
        store.write({ kind });
        focus();
      },
      mention: (mention: Mention) => {
        const { body, mentions } = store.getSnapshot();
        store.write({ mentions: withMention(mentions, body, mention) });
      },
      answer: (replyTo: Quote) => {
        store.write(replyTo.kind === "note" ? { replyTo, kind: "note" } : { replyTo });
        focus();
      },
      offerCanned: () => {
        const field = input.current;
        if (!field) return;
        const at = field.selectionEnd;
        const isApart = at === 0 || /\s/.test(field.value[at - 1]!);
        const insert = isApart ? "/" : " /";
        const end = at + insert.length;
        editTextarea(field, { from: at, to: at, insert, start: end, end });
      },
      takeBack: (messages: readonly Unsent[]) => {
        const [first] = messages;
        if (!first) return;
        const { body, replyTo, mentions } = store.getSnapshot();
        const texts = [...messages.map((message) => message.body), body];
        store.write({
          body: texts.filter((text) => text.trim() !== "").join("\n\n"),
          kind: first.kind,
          replyTo: replyTo ?? first.replyTo ?? null,
          mentions: [...messages.flatMap((message) => message.mentions ?? []), ...mentions],
        });
        focus();
      },
    };
  }, [store]);
  return { ...snapshot, ...does, chatId, input };
}

const isFocused = (field: HTMLElement | null) =>
  field !== null && document.hasFocus() && document.activeElement === field;
