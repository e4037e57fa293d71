"use client";

import { useTranslations } from "next-intl";
import type { Viewer } from "@/components/chat/use-viewers";

const mostNames = 3;

export interface TypingNamesProps {
  viewers: readonly Viewer[];
  /** What is said while nobody writes: who else has the chat open, or nothing. */
  whenQuiet?: "viewing";
}

/** Who writes in this chat at the moment. Seen, not announced: it would interrupt a screen reader over and over. */
export function TypingNames({ viewers, whenQuiet }: TypingNamesProps) {
  const t = useTranslations("chats.thread");
  const writing = viewers.filter(({ mode }) => mode !== "viewing");
  const shown = writing.length > 0 ? writing : whenQuiet ? viewers : [];
  if (shown.length === 0) return null;
  const names = shown
    .slice(0, mostNames)
    .map(({ name }) => name)
    .join(", ");
  return (
    <span aria-live="off" className="truncate">
      {t(writing.length > 0 ? "typing" : "viewing", { names, count: shown.length })}
    </span>
  );
}
