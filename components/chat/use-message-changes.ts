"use client";

import { useCallback, useMemo, useState } from "react";
import type { MessageApi } from "@/lib/chat-client/doors";
import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import type { MemberEntry, Mention } from "@/lib/domain/chats/views";
import type { PendingChange, PendingChanges } from "./pending-changes";

/** Changes messages: at once on the screen, and back when the server refuses. Each answers with why it was refused. */
export interface MessageChanges {
  pending: PendingChanges;
  edit: (id: string, body: string, mentions?: Mention[]) => Promise<PublicError | null>;
  remove: (id: string) => Promise<PublicError | null>;
  react: (id: string, emoji: string, on: boolean) => Promise<PublicError | null>;
}

export function useMessageChanges(api: MessageApi, apply: (entry: MemberEntry) => void): MessageChanges {
  const [pending, setPending] = useState<PendingChanges>(new Map());

  const perform = useCallback(
    async (
      id: string,
      begin: (before: PendingChange) => PendingChange,
      end: (before: PendingChange) => PendingChange | null,
      work: () => Promise<MemberEntry>,
    ) => {
      setPending((all) => changed(all, id, begin));
      try {
        apply(await work());
        return null;
      } catch (reason) {
        return refusalIn(reason);
      } finally {
        setPending((all) => changed(all, id, end));
      }
    },
    [apply],
  );

  const actions = useMemo(
    () => ({
      edit: (id: string, body: string, mentions?: Mention[]) =>
        perform(
          id,
          (before) => ({ ...before, body }),
          (before) => (before.body === body ? without(before, "body") : before),
          () => api.edit(id, body, mentions),
        ),
      remove: (id: string) =>
        perform(
          id,
          (before) => ({ ...before, deleted: true }),
          (before) => without(before, "deleted"),
          () => api.remove(id),
        ),
      react: (id: string, emoji: string, on: boolean) =>
        perform(
          id,
          (before) => ({ ...before, reactions: new Map(before.reactions).set(emoji, on) }),
          (before) => {
            // Whoever has changed their mind meanwhile waits for the later answer.
            if (before.reactions?.get(emoji) !== on) return before;
            const reactions = new Map(before.reactions);
            reactions.delete(emoji);
            return reactions.size > 0 ? { ...before, reactions } : without(before, "reactions");
          },
          () => api.react(id, emoji, on),
        ),
    }),
    [api, perform],
  );
  return useMemo(() => ({ pending, ...actions }), [pending, actions]);
}

function changed(
  all: PendingChanges,
  id: string,
  how: (before: PendingChange) => PendingChange | null,
): PendingChanges {
  const next = new Map(all);
  const change = how(all.get(id) ?? {});
  if (change && Object.keys(change).length > 0) next.set(id, change);
  else next.delete(id);
  return next;
}

function without(change: PendingChange, key: keyof PendingChange): PendingChange {
  const { [key]: _, ...rest } = change;
  return rest;
}
