"use client";

import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId } from "react";
import { Button } from "@/components/ui/button";
import { maxBody } from "@/lib/domain/chats/limits";

export interface ChatComposerProps {
  /** Whom one writes to. */
  name: string;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  ref: Ref<HTMLTextAreaElement>;
}

/** Where one writes to colleagues: Enter sends, Shift Enter begins a line. */
export function ChatComposer({ name, text, onText, onSend, ref }: ChatComposerProps) {
  const t = useTranslations("chats.composer");
  const id = useId();
  const canSend = text.trim() !== "" && text.length <= maxBody;

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (canSend) onSend();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
      className="mx-3 mb-3 flex shrink-0 items-end gap-2 rounded-xl border border-control/60 bg-surface p-2 shadow-xs focus-within:border-focus sm:mx-4 sm:mb-4"
    >
      <label htmlFor={id} className="sr-only">
        {t("placeholder", { name })}
      </label>
      <textarea
        ref={ref}
        id={id}
        dir="auto"
        rows={1}
        value={text}
        maxLength={maxBody}
        placeholder={t("placeholder", { name })}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[40dvh] min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1.5 py-1.5 text-lg leading-6 outline-none focus-visible:outline-none sm:text-base sm:leading-5.5"
      />
      <Button type="submit" variant="primary" aria-disabled={!canSend || undefined}>
        <SendHorizontal aria-hidden />
        <span className="max-sm:sr-only">{t("send")}</span>
      </Button>
    </form>
  );
}
