"use client";

import { Check, CircleAlert, StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Mention } from "@/lib/domain/chats/views";
import { calledSo } from "@/lib/domain/commands/called-so";
import { previewCommands } from "@/lib/domain/commands/preview-commands";
import { parseCommands } from "@/lib/hashtags/parse";
import { useCommandPlace } from "./use-command-place";
import { type NamesWanted, useKnownNames, useNames } from "./use-names";
import { usePreviewWords } from "./use-preview-words";

export interface CommandChipsProps {
  text: string;
  chatId: string;
  mentions: readonly Mention[];
  /** A reply to a customer: whom commands alone would not reach. Null elsewhere. */
  customer: string | null;
}

/** Under the field: what each command of the message will do when it is sent, or why it won't. The text stays as it is. */
export function CommandChips({ text: written, chatId, mentions, customer }: CommandChipsProps) {
  const t = useTranslations("composer.chips");
  const text = useSettled(written);
  const people = useMemo(() => mentions.map(({ name }) => name), [mentions]);
  const parsed = useMemo(() => parseCommands(text, { people }), [text, people]);
  const isUsed = parsed.commands.length > 0;
  const place = useCommandPlace(chatId, isUsed).answer;
  const known = useKnownNames(chatId);
  const unknown: NamesWanted[] = [];
  const called = (name: string, made: boolean) => {
    const wanted: NamesWanted = { typed: name, who: made ? "holders of what is made" : "holders" };
    const names = known(wanted);
    if (!names) unknown.push(wanted);
    return names && calledSo(names, name).map((one) => one.name);
  };
  const previews = place ? previewCommands(text, { place, now: Date.now(), people, called }) : [];
  // One after the other: most messages name one at most.
  useNames(chatId, unknown[0] ?? null);
  const words = usePreviewWords(place?.zone ?? "UTC");
  if (written === "" || previews.length === 0) return null;
  const isForTeam = customer !== null && parsed.text === "";
  return (
    <ul
      aria-label={t("label")}
      aria-live="polite"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: many of them scroll, also by keyboard
      tabIndex={0}
      className="mx-3 mb-2 flex max-h-[30dvh] shrink-0 flex-wrap gap-1.5 overflow-y-auto rounded-md"
    >
      {previews.map((preview, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a command is known by its place among the others
        <Chip key={index} refused={preview.refusal !== null}>
          {words(preview)}
        </Chip>
      ))}
      {isForTeam ? (
        <li className="flex items-center gap-1.5 text-muted text-xs">
          <StickyNote aria-hidden className="size-3.5 shrink-0" />
          {t("onlyCommands", { name: customer })}
        </li>
      ) : null}
    </ul>
  );
}

function Chip({ refused, children }: { refused: boolean; children: ReactNode }) {
  const Icon = refused ? CircleAlert : Check;
  return (
    <li
      className={cn(
        "flex min-w-0 max-w-full items-start gap-1.5 rounded-md px-2 py-1 text-xs",
        refused ? "bg-warning-soft text-warning-text" : "bg-success-soft text-success-text",
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span dir="auto" className="min-w-0 break-words">
        {children}
      </span>
    </li>
  );
}

const pauseMs = 250;

/** What is written once its author pauses: half a word is no mistake yet. */
function useSettled(written: string): string {
  const [settled, setSettled] = useState(written);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(written), pauseMs);
    return () => clearTimeout(timer);
  }, [written]);
  return settled;
}
