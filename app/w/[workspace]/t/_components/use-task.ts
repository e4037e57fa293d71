"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { askDoor } from "@/lib/chat-client/doors";
import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import type { FoundTask } from "@/lib/domain/tasks/queries/get-task";
import type { WorkDetail, WorkView } from "@/lib/domain/tasks/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChatNews } from "./use-chat-news";

type State = {
  number: number | null;
  found: FoundTask | null;
  error: PublicError | null;
};

/** A task that a screen shows by its number: loading, there, or why not. */
export type ShownTask = {
  number: number | null;
  /** Null as long as it isn't here, and for tickets. */
  work: WorkDetail | null;
  /** The number is a ticket's, which the inbox shows. */
  isTicket: boolean;
  error: PublicError | null;
  /** News of it, newer or not. */
  apply: (view: WorkView) => void;
  refresh: () => void;
  retry: () => void;
};

/** The task of a number: asked for when that changes, kept fresh by news. Null is none. */
export function useTask(number: number | null, initial: FoundTask | null = null): ShownTask {
  const { slug } = useMemberChannels();
  const [state, setState] = useState<State>({ number: initial ? number : null, found: initial, error: null });
  // Another number: what is shown belongs to the task before.
  if (state.number !== number) setState({ number, found: null, error: null });
  const asked = useRef(0);
  const answered = useRef({ version: 0, holder: "" });

  const refresh = useCallback(() => {
    if (number === null) return;
    asked.current += 1;
    const turn = asked.current;
    askDoor<FoundTask>(`/api/w/${slug}/tasks/${number}`, {}).then(
      (found) => {
        if (turn !== asked.current) return;
        if (found.work) answered.current = { version: found.work.version, holder: holderOf(found.work) };
        setState((before) =>
          before.number === number ? { number, found: newer(before.found, found), error: null } : before,
        );
      },
      (reason) =>
        setState((before) => {
          if (before.number !== number || turn !== asked.current) return before;
          const error = refusalIn(reason);
          // What is shown stays unless the server says that it isn't for this member any more.
          const over = error.code === "NOT_FOUND" || before.found === null;
          return over ? { number, found: null, error } : before;
        }),
    );
  }, [slug, number]);

  const missing = number !== null && state.number === number && !state.found && !state.error;
  useEffect(() => {
    if (missing) refresh();
  }, [missing, refresh]);

  const apply = useCallback(
    (view: WorkView) => {
      setState((before) => {
        const work = before.found?.work;
        if (work?.id !== view.id || view.version < work.version) return before;
        const fields = view.fields ?? work.fields;
        return { ...before, found: { ticket: null, work: { ...work, ...view, fields } } };
      });
      // Too much was in its fields for news to carry.
      if (view.fields === null) refresh();
    },
    [refresh],
  );

  const { found, error } = state.number === number ? state : { found: null, error: null };
  const work = found?.work ?? null;
  useChatNews(
    work && { id: work.chatId, membersEpoch: work.membersEpoch },
    (name, data) => {
      if (name === "links.changed") refresh();
      if (name === "task.changed") apply(data as WorkView);
    },
    refresh,
  );

  useTagNews(() => {
    if (work) refresh();
  });

  useEffect(() => {
    if (!work) return;
    const { version, holder } = answered.current;
    // Who may change it goes with who holds it, and is not in the news.
    if (version > 0 && work.version > version && holderOf(work) !== holder) refresh();
  }, [work, refresh]);

  const retry = useCallback(() => setState({ number, found: null, error: null }), [number]);
  return { number, work, isTicket: found !== null && found.work === null, error, apply, refresh, retry };
}

const holderOf = ({ assignee, team }: WorkView) => `${assignee?.id} ${team?.id}`;

/** Links and followers have no version of their own: the later answer has them. */
function newer(before: FoundTask | null, after: FoundTask): FoundTask {
  if (!before?.work || !after.work || after.work.version >= before.work.version) return after;
  const { links, followers, membersEpoch, mayChange } = after.work;
  return { ticket: null, work: { ...before.work, links, followers, membersEpoch, mayChange } };
}
