"use client";

import { useEffect, useRef } from "react";
import { channelName, type NamedChat } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel, useRealtime } from "@/lib/realtime/realtime-provider";

/** Without a live connection what is shown is asked for again this often. */
const pollMs = 15_000;

/**
 * News about what a chat is about: heard on its members' channel. Whoever shows it asks again with every subscription,
 * when the channel's name has changed, and every few seconds while nothing is live.
 * @param chat null: nothing is shown
 */
export function useChatNews(
  chat: NamedChat | null,
  onEvent: (name: string, data: unknown) => void,
  refresh: () => void,
): void {
  const { workspaceId, epoch } = useMemberChannels();
  const realtime = useRealtime();
  const latest = useRef(refresh);
  latest.current = refresh;
  useChannel(chat && channelName.chat({ workspaceId, epoch }, chat), {
    onEvent: (name, data) => {
      if (name === "access.changed") latest.current();
      else onEvent(name, data);
    },
    onSubscribed: () => latest.current(),
    onRefused: () => latest.current(),
  });
  const shown = chat !== null;
  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && realtime?.state() !== "live") latest.current();
    }, pollMs);
    return () => clearInterval(timer);
  }, [shown, realtime]);
}
