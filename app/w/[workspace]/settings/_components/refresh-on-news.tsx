"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { channelName } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

/** How much news is gathered before the page is asked for again. */
const gatherMs = { team: 300, tickets: 2_000 };

/**
 * Keeps a settings page as it is stored: when somebody changes teams or members, or says that they are away, it is asked
 * for again. What is being typed into it stays.
 */
export function RefreshOnNews({ tickets = false }: { tickets?: boolean }) {
  const router = useRouter();
  const { workspaceId, epoch, queues } = useMemberChannels();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const soon = useCallback(
    (ms: number) => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        router.refresh();
      }, ms);
    },
    [router],
  );
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name) => {
      if (name === "teams.changed" || name === "availability.changed") soon(gatherMs.team);
    },
    // What happened after the page was made and before it could hear of it.
    onSubscribed: () => soon(gatherMs.team),
  });
  // Who sees all tickets hears of them in one channel.
  useChannel(tickets ? (queues[0] ?? null) : null, {
    onEvent: () => soon(gatherMs.tickets),
    onSubscribed: () => soon(gatherMs.tickets),
  });
  return null;
}
