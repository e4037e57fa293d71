"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import type { Mention } from "@/lib/domain/chats/views";
import type { VariableValues } from "@/lib/reply-variables/variables";
import type { CommandChipsProps } from "./completion/command-chips";
import type { CompletionKeys, ShownList } from "./completion/completion";

const completionParts = lazyParts(() => import("./completion/parts"));

/** Signs behind which something can be completed. */
const signs = /[@#:/]/;

export interface CompletionOptions {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  chatId: string;
  /** Who was named by completion before. */
  mentions: readonly Mention[];
  onMention: (mention: Mention) => void;
  /** Whether hashtags run here. */
  commands: boolean;
  /** What the variables of canned replies stand for; null where none are offered. */
  values: VariableValues | null;
}

export interface CompletionState {
  /** For the field: which list is open and what in it is chosen. */
  aria: Record<string, string | undefined>;
  /** @returns whether the key meant the list */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** Beside the field. */
  list: ReactNode;
}

/** Completes names, commands, tasks, emoji and canned replies in a field. Its inside is fetched when there is something to complete. */
export function useCompletion(options: CompletionOptions): CompletionState {
  const here = useParts(completionParts, signs.test(options.text));
  const keys = useRef<CompletionKeys | null>(null);
  const [shown, onShow] = useState<ShownList | null>(null);
  return {
    aria: shown
      ? {
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          "aria-controls": shown.id,
          "aria-activedescendant": shown.active,
        }
      : {},
    onKeyDown: (event) => {
      if (!keys.current?.press(event.nativeEvent)) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    list: here ? <here.Completion {...options} keys={keys} onShow={onShow} /> : null,
  };
}

/** What the commands of a message will do. */
export function CommandChips(props: CommandChipsProps) {
  const here = useParts(completionParts, props.text.includes("#"));
  return here && props.text.includes("#") ? <here.CommandChips {...props} /> : null;
}
