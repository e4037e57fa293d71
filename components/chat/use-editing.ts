"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import type { MemberEntry, Mention } from "@/lib/domain/chats/views";
import type { EditedLine } from "./message-bubble";
import { messageElementId } from "./message-element";

type Open = { id: string; text: string; mentions: readonly Mention[]; problem?: string };

export interface Editing {
  begin: (entry: MemberEntry) => void;
  /** The line whose words are being changed, if any. */
  line: (EditedLine & { id: string }) | null;
}

/** The one message whose words are being changed. What was refused comes back with its words and the reason. */
export function useEditing(
  save: (id: string, body: string, mentions?: Mention[]) => Promise<PublicError | null>,
): Editing {
  const words = useProblemWords();
  const [open, setOpen] = useState<Open | null>(null);
  const cameFrom = useRef<Element | null>(null);

  const begin = useCallback((entry: MemberEntry) => {
    cameFrom.current = document.activeElement;
    setOpen({ id: entry.id, text: entry.body, mentions: entry.mentions });
  }, []);

  const line = useMemo(() => {
    if (!open) return null;
    const { id } = open;
    // Where one came from may be a menu that is gone: then the message itself.
    const leave = () => {
      setOpen(null);
      const before = cameFrom.current;
      const place = before?.isConnected && before !== document.body ? before : null;
      setTimeout(() =>
        ((place ?? document.getElementById(messageElementId(id))) as HTMLElement | null)?.focus(),
      );
    };
    return {
      id,
      text: open.text,
      mentions: open.mentions,
      problem: open.problem,
      onCancel: leave,
      onSave: (text: string, mentions: Mention[]) => {
        leave();
        void save(id, text, mentions).then((error) => {
          if (error) setOpen((other) => other ?? { id, text, mentions, problem: words(error) });
        });
      },
    };
  }, [open, save, words]);
  return { begin, line };
}
