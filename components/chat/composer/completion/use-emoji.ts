"use client";

import { useLocale } from "next-intl";
import { useEffect, useReducer, useState } from "react";
import { emojiData } from "../../emoji-data";

type NamedEmoji = { emoji: string; label: string; tags: readonly string[] };

/** All emoji with their names, English ones too; empty until they are wanted and here. */
export function useEmoji(wanted: boolean) {
  const locale = useLocale();
  const [all, setAll] = useState<readonly NamedEmoji[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (!wanted || all) return;
    let gone = false;
    const languages = [...new Set([locale, "en"])];
    Promise.all(languages.map((language) => emojiData(language))).then(
      ([own, english]) => {
        if (gone || !own) return;
        const more = new Map(
          english?.emojis.map((one) => [one.emoji, [...one.tags, one.label.toLowerCase()]]),
        );
        setAll(
          own.emojis.map(({ emoji, label, tags }) => ({
            emoji,
            label,
            tags: [...tags, ...(more.get(emoji) ?? [])],
          })),
        );
        setFailed(false);
      },
      () => gone || setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [wanted, all, locale, attempt]);
  const retry = () => {
    setFailed(false);
    tryAgain();
  };
  return { all, failed, retry };
}
