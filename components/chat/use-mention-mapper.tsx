"use client";

import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { cutAtNames } from "@/lib/domain/chats/mention-text";
import type { Mention } from "@/lib/domain/chats/views";
import type { TextMapper } from "./text-mappers";

/** Marks the names of a message; one's own stands out. */
export function useMentionMapper(mentions: readonly Mention[], myId: string): TextMapper | null {
  return useMemo(() => {
    if (mentions.length === 0) return null;
    const mine = new Set(mentions.filter(({ id }) => id === myId).map(({ name }) => name));
    const names = mentions.map(({ name }) => name);
    return (text) =>
      cutAtNames(text, names).map((part) =>
        part.name === null ? (
          part.text
        ) : (
          <span
            key={part.name}
            className={cn(
              "rounded-xs px-0.5 font-medium",
              mine.has(part.name) ? "bg-accent text-on-accent" : "bg-accent-soft text-accent-text",
            )}
          >
            {part.text}
          </span>
        ),
      );
  }, [mentions, myId]);
}
