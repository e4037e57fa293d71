"use client";

import { useEffect, useState } from "react";
import { newId } from "@/lib/core/ids";

const every = 30_000;

/** What a tab tells of its reader. */
export type PresenceBeat = { tabId: string; chatId: string | null; state: "online" | "away" | "gone" };

/**
 * Tells the server every 30 s, and at each change, whether this tab's reader is here and which chat they look at: others
 * see it, and only who doesn't look is mailed or notified of what is said there.
 */
export function useHeartbeat(
  beat: ((beat: PresenceBeat) => Promise<unknown>) | null,
  chatId: string | null,
  attentive: boolean,
): void {
  const [tabId] = useState(newId);
  useEffect(() => {
    if (!beat) return;
    // A beat that got lost is followed by the next one.
    const send = () => void beat({ tabId, chatId, state: attentive ? "online" : "away" }).catch(() => {});
    // Whoever was without a network, or goes back to a page that the browser kept, is here again at once.
    const back = (event: Event) => {
      if (event.type === "online" || (event as PageTransitionEvent).persisted) send();
    };
    send();
    const timer = setInterval(send, every);
    addEventListener("online", back);
    addEventListener("pageshow", back);
    return () => {
      clearInterval(timer);
      removeEventListener("online", back);
      removeEventListener("pageshow", back);
    };
  }, [beat, tabId, chatId, attentive]);

  useEffect(() => {
    if (!beat) return;
    const leave = () => void beat({ tabId, chatId: null, state: "gone" }).catch(() => {});
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      // Whoever goes on to another page no longer looks at this chat: what is said there is news to them.
      leave();
    };
  }, [beat, tabId]);
}
