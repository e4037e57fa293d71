"use client";

import { useEffect, useState } from "react";
import { newId } from "@/lib/core/ids";
import type { PresenceBeat } from "./api";

const every = 30_000;

/**
 * Tells the server every 30 s, and at each change, whether the customer looks at the chat: mails go only to those who
 * don't.
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
    send();
    const timer = setInterval(send, every);
    return () => clearInterval(timer);
  }, [beat, tabId, chatId, attentive]);

  useEffect(() => {
    if (!beat) return;
    const leave = () => void beat({ tabId, chatId: null, state: "gone" }).catch(() => {});
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, [beat, tabId]);
}
