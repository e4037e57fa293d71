"use client";

import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import {
  createDraftStore,
  type DraftSaved,
  type DraftSnapshot,
  type DraftStore,
} from "@/lib/chat-client/draft-store";
import { keep, readKept } from "@/lib/chat-client/kept";
import type { Draft } from "@/lib/domain/chats/views";
import type { Payload } from "@/lib/realtime/contract";
import { memberHeaders, useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import { keptDraft } from "./kept-draft";

/** What the member writes in a chat: theirs in every tab and on every device. */
export function useDraftStore(
  chatId: string,
  initial: Draft | null,
  isWriting: () => boolean,
): DraftSnapshot & { store: DraftStore } {
  const { slug, userId, user } = useMemberChannels();
  const first = useRef({ chatId, initial });
  // Who writes to another of the chats of a thread begins with what is begun there.
  if (first.current.chatId !== chatId) first.current = { chatId, initial };
  const writing = useRef(isWriting);
  writing.current = isWriting;
  const store = useMemo(() => {
    const key = `flowra.draft.member.${userId}.${chatId}`;
    const path = `/api/chats/${chatId}/draft`;
    const headers = memberHeaders(slug);
    return createDraftStore({
      initial: first.current.initial,
      kept: {
        load: () => keptDraft(readKept(key)),
        save: (draft) => keep(key, draft && JSON.stringify(draft)),
      },
      isWriting: () => writing.current(),
      load: async () => (await askDoor<{ draft: Draft | null }>(path, { headers })).draft,
      save: ({ replyTo, ...draft }, leaving) =>
        askDoor<DraftSaved>(path, {
          method: "PUT",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify({ ...draft, replyToId: replyTo?.id ?? null }),
          keepalive: leaving,
        }),
    });
  }, [chatId, slug, userId]);

  useEffect(() => store.start(), [store]);
  useEffect(() => {
    const back = () => store.catchUp();
    const leave = () => store.leave();
    const look = () => (document.visibilityState === "hidden" ? leave() : back());
    addEventListener("online", back);
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("online", back);
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", look);
    };
  }, [store]);
  useChannel(user, {
    onEvent: (name, data) => {
      if (name !== "draft.changed") return;
      const news = data as Payload<"user", "draft.changed">;
      if (news.chatId !== chatId) return;
      if (news.draft) store.heard(news.draft);
      else store.catchUp();
    },
    onSubscribed: () => store.catchUp(),
  });
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  return { ...snapshot, store };
}
