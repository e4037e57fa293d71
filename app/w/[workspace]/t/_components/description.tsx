"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Markdown } from "@/components/chat/markdown";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { longestDescription } from "@/lib/domain/tasks/views";

export interface DescriptionProps {
  number: number;
  text: string;
  mayChange: boolean;
  /** Answers whether it was stored; what was written stays until then. */
  onSave: (text: string) => Promise<boolean>;
}

/** What some work is about, at length. ⌘Enter keeps what one writes, Escape doesn't. */
export function Description({ number, text, mayChange, onSave }: DescriptionProps) {
  const t = useTranslations("tasks.description");
  const actions = useTranslations("common.actions");
  const [draft, setDraft] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function save(event?: FormEvent) {
    event?.preventDefault();
    if (draft === null || pending) return;
    setPending(true);
    const done = draft.trim() === text || (await onSave(draft.trim()));
    setPending(false);
    if (done) setDraft(null);
  }

  if (draft !== null) {
    return (
      <form onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-2">
        <Textarea
          autoFocus
          aria-label={t("label", { number })}
          value={draft}
          maxLength={longestDescription}
          rows={8}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void save();
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setDraft(null);
          }}
        />
        <div className="flex flex-wrap items-center justify-end gap-2">
          <span className="flex-1 text-subtle text-xs">{t("hint")}</span>
          <Button size="sm" onClick={() => setDraft(null)}>
            {actions("cancel")}
          </Button>
          <Button type="submit" size="sm" variant="primary" pending={pending}>
            {t("save")}
          </Button>
        </div>
      </form>
    );
  }
  if (!text && !mayChange) return null;
  return (
    <section aria-label={t("title")} className="mt-3">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h4 className="font-medium text-subtle text-xs">{t("title")}</h4>
        {mayChange && text ? (
          <IconButton label={t("edit")} size="sm" onClick={() => setDraft(text)}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {text ? (
        <Markdown text={text} className="break-words text-sm" />
      ) : (
        <Button variant="ghost" size="sm" className="-ml-2 text-muted" onClick={() => setDraft("")}>
          {t("add")}
        </Button>
      )}
    </section>
  );
}
