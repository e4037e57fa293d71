"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { CannedReply } from "@/lib/domain/canned-replies/views";
import { isNamedIn } from "@/lib/domain/chats/mention-text";
import type { Mention } from "@/lib/domain/chats/views";
import type { TaskSuggestion } from "@/lib/domain/tasks/views";
import { readDay, readTime } from "@/lib/hashtags/days";
import { rulesOf } from "@/lib/hashtags/tags";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import type { VariableValues } from "@/lib/reply-variables/variables";
import { recentEmoji } from "../../recent-emoji";
import { type CaretContext, caretContext } from "../caret-context";
import { useAnswer } from "./answers";
import {
  cannedSuggestions,
  commandSuggestions,
  commandsBefore,
  emojiSuggestions,
  holderSuggestions,
  nameSuggestions,
  paramSuggestions,
  type Suggestion,
  taskSuggestions,
  valueSuggestions,
} from "./suggestion";
import { useCommandPlace } from "./use-command-place";
import { useEmoji } from "./use-emoji";
import { type NamesWanted, useNames } from "./use-names";
import { useValueWords } from "./use-value-words";

export interface SuggestionsWanted {
  text: string;
  /** Null: nobody writes. */
  caret: number | null;
  chatId: string;
  mentions: readonly Mention[];
  /** Left out where hashtags do nothing. */
  commands: boolean;
  /** What the variables of canned replies stand for; null where none are offered. */
  values: VariableValues | null;
}

export interface Suggestions {
  context: CaretContext | null;
  items: Suggestion[];
  /** `waiting`: more may come. `failed`: it can be tried again. */
  state: "ready" | "waiting" | "failed";
  /** By whose days dates are meant. */
  zone: string;
  retry: () => void;
}

/** What could take the place of what stands before the caret. */
export function useSuggestions(asked: SuggestionsWanted): Suggestions {
  const { text, caret, chatId, mentions, commands, values } = asked;
  const offersCanned = values !== null;
  const { slug } = useMemberChannels();
  const t = useTranslations("composer.commands");
  const context = useMemo(
    () =>
      caret === null ? null : wanted(caretContext(text, caret), text, { mentions, commands, offersCanned }),
    [text, caret, mentions, commands, offersCanned],
  );
  const before = useMemo(
    () => (context && isOfCommands(context) ? commandsBefore(text, commandStart(text, context)) : []),
    [text, context],
  );
  const place = useCommandPlace(chatId, commands && context !== null && isOfCommands(context));
  const zone = place.answer?.zone ?? "UTC";
  const words = useValueWords(zone);
  const names = useNames(chatId, context && namesOf(context, before));
  const query = context?.kind === "task" || context?.kind === "hash" ? context.query : "";
  const taskPath = query.length >= (context?.kind === "task" ? 1 : 2);
  const tasks = useAnswer<{ tasks: TaskSuggestion[] }>(
    taskPath ? `/api/w/${slug}/tasks/suggestions?${new URLSearchParams({ q: query })}` : null,
  );
  const isCanned = context?.kind === "canned";
  // Asked anew whenever the list opens: others change what is shared.
  const canned = useAnswer<{ replies: CannedReply[] }>(isCanned ? `/api/w/${slug}/canned-replies` : null, {
    soon: true,
    fresh: true,
  });
  const emoji = useEmoji(context?.kind === "emoji");
  const [recent] = useState(() => recentEmoji(18));

  const items = ((): Suggestion[] => {
    if (!context) return [];
    const about = place.answer && { place: place.answer, before };
    switch (context.kind) {
      case "person":
        return nameSuggestions(names.offers ?? []);
      case "hash": {
        const found = about ? commandSuggestions(query, { ...about, words: (tag) => t(tag) }) : [];
        return [...(commands ? found : []), ...taskSuggestions(tasks.answer?.tasks ?? [])];
      }
      case "task":
        return taskSuggestions(tasks.answer?.tasks ?? []);
      case "param":
        return paramSuggestions(
          context.query,
          context.tag,
          text.slice(commandStart(text, context), context.from),
        );
      case "value": {
        const { of } = context;
        const worded = (value: string) => words(of, value);
        if (of === "assignee") {
          const made = namesOf(context, before)?.who !== "holders";
          return about ? holderSuggestions(context, names.offers ?? [], { words: worded, made }) : [];
        }
        const clock = { now: Date.now(), zone };
        const isValue = (typed: string) => (of === "date" ? readDay : readTime)(typed, clock) != null;
        return about ? valueSuggestions(context, { ...about, words: worded, isValue }) : [];
      }
      case "emoji":
        return emoji.all ? emojiSuggestions(context.query, emoji.all, recent) : [];
      case "canned":
        return values ? cannedSuggestions(context.query, canned.answer?.replies ?? [], values) : [];
    }
  })();

  const usesNames = context?.kind === "person" || (context?.kind === "value" && context.of === "assignee");
  const usesPlace = context !== null && commands && isOfCommands(context);
  const failed =
    (usesNames && names.failed) ||
    (usesPlace && place.failed) ||
    (taskPath && tasks.failed) ||
    (isCanned && canned.failed) ||
    (context?.kind === "emoji" && emoji.failed);
  const waiting =
    (usesNames && names.asking) ||
    (usesPlace && !place.answer) ||
    (taskPath && !tasks.answer) ||
    (isCanned && !canned.answer) ||
    (context?.kind === "emoji" && !emoji.all);
  return {
    context,
    items,
    zone,
    state: failed ? "failed" : waiting ? "waiting" : "ready",
    retry: () => {
      names.retry();
      place.retry();
      tasks.retry();
      canned.retry();
      emoji.retry();
    },
  };
}

const isOfCommands = ({ kind }: CaretContext) => kind === "hash" || kind === "value" || kind === "param";

/** Where the command begins to which a place belongs; the place itself when a command is only beginning there. */
function commandStart(text: string, context: CaretContext): number {
  if (context.kind === "hash") return context.from;
  const line = text.slice(0, context.from);
  return Math.max(0, line.lastIndexOf("#"));
}

/** Nothing is offered where somebody is named already, nor commands where they do nothing. */
function wanted(
  context: CaretContext | null,
  text: string,
  about: { mentions: readonly Mention[]; commands: boolean; offersCanned: boolean },
): CaretContext | null {
  const { mentions, commands, offersCanned } = about;
  if (!context || (context.kind === "canned" && !offersCanned)) return null;
  if (!commands && (context.kind === "value" || context.kind === "param")) return null;
  if (context.kind !== "person") return context;
  const isNamed = mentions.some(({ name }) =>
    isNamedIn(text.slice(context.from, context.from + name.length + 2), name),
  );
  return isNamed ? null : context;
}

function namesOf(
  context: CaretContext,
  before: readonly { tag: Parameters<typeof rulesOf>[0] }[],
): NamesWanted | null {
  if (context.kind === "person") return { typed: context.query, who: "named" };
  if (context.kind !== "value" || context.of !== "assignee") return null;
  const made = [...before, context].some(({ tag }) => rulesOf(tag).creates !== null);
  const typed = context.query.replace(/^@/, "");
  return { typed, who: made ? "holders of what is made" : "holders" };
}
