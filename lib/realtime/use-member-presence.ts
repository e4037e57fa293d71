"use client";

import { useCallback } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import { useAttention } from "@/lib/chat-client/use-attention";
import { type PresenceBeat, useHeartbeat } from "@/lib/chat-client/use-heartbeat";
import { useMemberChannels } from "./member-realtime";

/** Tells that this member is here, and which chat is open in this tab. */
export function useMemberPresence(chatId: string | null): void {
  const { slug } = useMemberChannels();
  const { attentive } = useAttention(true);
  const beat = useCallback(
    (body: PresenceBeat) =>
      askDoor(`/api/w/${slug}/heartbeat`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        keepalive: true,
      }),
    [slug],
  );
  useHeartbeat(beat, chatId, attentive);
}
