"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import { useCustomerNews } from "./use-customer-news";

/** How much news is gathered before the page is asked for again. */
const gatherMs = 1_000;

/** Keeps a page about customers as it is stored: what the team knows of them, and their tickets. */
export function RefreshOnCustomerNews() {
  const router = useRouter();
  const { queues, user } = useMemberChannels();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      router.refresh();
    }, gatherMs);
  }, [router]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useCustomerNews(soon);
  return [...queues, user].map((channel) => <HearTickets key={channel} channel={channel} onNews={soon} />);
}

function HearTickets({ channel, onNews }: { channel: string; onNews: () => void }) {
  useChannel(channel, {
    onEvent: (name) => {
      if (name === "ticket.changed" || name === "ticket.left") onNews();
    },
    // What happened after the page was made and before it could hear of it.
    onSubscribed: onNews,
  });
  return null;
}
