"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { TaskLinks } from "@/lib/domain/tasks/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChatNews } from "./use-chat-news";

/** What a ticket is linked with, and who follows it. */
export type ShownLinks = {
  /** Null as long as they aren't here. */
  links: TaskLinks["links"] | null;
  /** Null likewise. */
  followers: TaskLinks["followers"] | null;
  /** Undefined as long as it isn't here; null is nothing. */
  parent: TaskLinks["parent"] | undefined;
  failed: boolean;
  refresh: () => void;
};

/** The links of a ticket beside its conversation, kept fresh by news in its chat. Null is none. */
export function useLinks(ticket: { id: string; chatId: string } | null): ShownLinks {
  const { slug } = useMemberChannels();
  const [state, setState] = useState<{ of: string | null; here: TaskLinks | null; failed: boolean }>({
    of: null,
    here: null,
    failed: false,
  });
  const id = ticket?.id ?? null;
  const asked = useRef(0);
  const refresh = useCallback(() => {
    if (id === null) return;
    asked.current += 1;
    const turn = asked.current;
    askDoor<TaskLinks>(`/api/w/${slug}/links?taskId=${id}`, {}).then(
      (here) => turn === asked.current && setState({ of: id, here, failed: false }),
      () =>
        turn === asked.current &&
        setState((before) =>
          before.of === id && before.here ? before : { of: id, here: null, failed: true },
        ),
    );
  }, [slug, id]);
  useEffect(refresh, [refresh]);
  const { here, failed } = state.of === id ? state : { here: null, failed: false };
  useChatNews(
    ticket && here && { id: ticket.chatId, membersEpoch: here.membersEpoch },
    (name) => name === "links.changed" && refresh(),
    refresh,
  );
  return {
    links: here?.links ?? null,
    followers: here?.followers ?? null,
    parent: here?.parent,
    failed,
    refresh,
  };
}
