"use client";

import { lazyParts, useParts } from "@/components/ui/lazy-parts";

const parts = lazyParts(() => import("@/components/chat/markdown"));

/** What somebody wrote: as it was typed until what reads its marks has come, which is mostly before any message. */
export function MessageText({ text }: { text: string }) {
  const here = useParts(parts, true);
  return here ? <here.Markdown text={text} /> : <p className="whitespace-pre-wrap">{text}</p>;
}
