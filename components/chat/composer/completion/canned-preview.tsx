"use client";

import { useTranslations } from "next-intl";
import { findVariables } from "@/lib/reply-variables/variables";

/** What a canned reply would put in, with what it leaves to be filled in marked; beside the list where there is room. */
export function CannedPreview({ text }: { text: string }) {
  const t = useTranslations("composer.completion");
  return (
    <section
      aria-label={t("preview")}
      dir="auto"
      className="max-h-[min(18rem,40dvh,var(--radix-popper-available-height))] w-1/2 shrink-0 overflow-hidden whitespace-pre-wrap break-words border-border border-l px-3 py-2 text-sm max-sm:hidden"
    >
      {partsOf(text).map(({ start, part, isBlank }) =>
        isBlank ? (
          <mark key={start} className="rounded-xs bg-danger-soft px-0.5 text-danger-text">
            {part}
          </mark>
        ) : (
          <span key={start}>{part}</span>
        ),
      )}
    </section>
  );
}

type Part = { start: number; part: string; isBlank: boolean };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (start: number, end: number, isBlank: boolean) => {
    if (end > start) parts.push({ start, part: text.slice(start, end), isBlank });
    at = end;
  };
  for (const { start, end } of findVariables(text)) {
    add(at, start, false);
    add(start, end, true);
  }
  add(at, text.length, false);
  return parts;
}
