"use client";

import { useCallback, useEffect, useState } from "react";
import { keep, keptKeys, readKept } from "@/lib/chat-client/kept";

/** What somebody is writing in a conversation, or in the `new` one, kept across reloads. */
export function useDraft(owner: string, chatId: string): [string, (text: string) => void] {
  const key = keptKeys.draft(owner, chatId);
  const [text, setText] = useState("");
  useEffect(() => setText(readKept(key) ?? ""), [key]);
  const write = useCallback(
    (next: string) => {
      setText(next);
      keep(key, next || null);
    },
    [key],
  );
  return [text, write];
}
