"use client";

import { EmojiPicker as Frimousse } from "frimousse";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { emojiData } from "./emoji-data";
import { recentEmoji, rememberEmoji } from "./recent-emoji";

export interface EmojiPickerProps {
  onPick: (emoji: string) => void;
}

/** All emoji, to be searched by name or gone through by keyboard, with the recent ones at hand. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const t = useTranslations("chat.emoji");
  const locale = useLocale();
  const [recent] = useState(() => recentEmoji(9));
  const pick = (emoji: string) => {
    rememberEmoji(emoji);
    onPick(emoji);
  };
  return (
    <Frimousse.Root
      locale={locale}
      columns={9}
      resolveEmojiData={emojiData}
      onEmojiSelect={({ emoji }) => pick(emoji)}
      className="flex h-84 w-full flex-col"
    >
      <div className="flex items-center gap-1 p-2 pb-1">
        <Frimousse.Search
          // By itself: the first time it comes after the popover has looked for something to focus.
          autoFocus
          aria-label={t("search")}
          placeholder={t("search")}
          className="h-8 min-w-0 flex-1 rounded-md border border-control bg-surface px-2.5 text-sm"
        />
        <Frimousse.SkinToneSelector
          aria-label={t("skinTone")}
          title={t("skinTone")}
          className="size-8 rounded-md text-lg hover:bg-hover"
        />
      </div>
      <fieldset className="grid grid-cols-9 border-border border-b px-2 pb-1">
        <legend className="sr-only">{t("recent")}</legend>
        {recent.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => pick(emoji)}
            className="flex aspect-square items-center justify-center rounded-md text-lg hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </fieldset>
      <Frimousse.Viewport tabIndex={0} className="relative min-h-0 flex-1 outline-none">
        <Frimousse.Loading className="absolute inset-0 flex animate-appear-late items-center justify-center text-muted text-sm">
          {t("loading")}
        </Frimousse.Loading>
        <Frimousse.Empty className="absolute inset-0 flex items-center justify-center px-4 text-center text-muted text-sm">
          {t("empty")}
        </Frimousse.Empty>
        <Frimousse.List className="select-none pb-1" components={{ CategoryHeader, Row, Emoji }} />
      </Frimousse.Viewport>
    </Frimousse.Root>
  );
}

const CategoryHeader: NonNullable<Parts["CategoryHeader"]> = ({ category, ...props }) => (
  <div className="bg-raised px-3 pt-2 pb-1 font-medium text-subtle text-xs first-letter:uppercase" {...props}>
    {category.label}
  </div>
);

const Row: NonNullable<Parts["Row"]> = ({ children, "aria-rowindex": index, ...props }) => {
  // Counted from nought; readers of ARIA count from one. Where the picker keeps its active row in sight it so looks at
  // the row before: that one keeps room below it, for a row and the name of a category.
  const counted = index === undefined ? {} : { "aria-rowindex": index + 1 };
  return (
    <div className="scroll-mb-17 px-2" {...props} {...counted}>
      {children}
    </div>
  );
};

const Emoji: NonNullable<Parts["Emoji"]> = ({ emoji, "aria-colindex": index, ...props }) => {
  const counted = index === undefined ? {} : { "aria-colindex": index + 1 };
  return (
    <button
      className="flex aspect-square flex-1 items-center justify-center rounded-md text-lg data-[active]:bg-hover"
      {...props}
      {...counted}
    >
      {emoji.emoji}
    </button>
  );
};

type Parts = NonNullable<React.ComponentProps<typeof Frimousse.List>["components"]>;
