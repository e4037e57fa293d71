"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";

const EmojiPicker = lazy(() => import("./emoji-picker").then((m) => ({ default: m.EmojiPicker })));

export interface EmojiPopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (emoji: string) => void;
  /** The button. */
  children: ReactNode;
}

/** A button that opens the emoji. */
export function EmojiPopover({ open, onOpenChange, onPick, children }: EmojiPopoverProps) {
  const t = useTranslations("chat.emoji");
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent
        aria-label={t("title")}
        className="h-84 w-84 max-w-[calc(100vw-1rem)] overflow-hidden p-0"
      >
        <Suspense fallback={<Spinner className="m-6" />}>
          <EmojiPicker
            onPick={(emoji) => {
              onOpenChange(false);
              onPick(emoji);
            }}
          />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}
