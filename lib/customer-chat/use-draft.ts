"use client";

import { useCallback, useEffect, useState } from "react";
import { keep, keptKeys, readKept } from "./kept";

/** What is being written at a place (a conversation, the new one), kept across reloads. */
export function useDraft(place: string): [string, (text: string) => void] {
  const key = keptKeys.draft(place);
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
