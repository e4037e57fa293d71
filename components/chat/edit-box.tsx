"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useKeyCaps } from "@/components/shell/use-key-caps";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { isVisible } from "@/lib/core/visible";
import { maxBody } from "@/lib/domain/chats/limits";
import type { Mention } from "@/lib/domain/chats/views";
import { namedIn, withMention } from "./composer/named";
import { useCompletion } from "./composer/use-completion";
import { useMessageActions } from "./message-actions";

export interface EditBoxProps {
  /** What it says now, or what was written when the last attempt failed. */
  text: string;
  /** It has files, so that it needs no words. */
  hasFiles?: boolean;
  /** Whom it names. */
  mentions: readonly Mention[];
  /** Why that failed. */
  problem?: string;
  onSave: (text: string, mentions: Mention[]) => void;
  onCancel: () => void;
}

/** An own message while its words are being changed, in its place. */
export function EditBox(props: EditBoxProps) {
  const { text: initial, hasFiles, mentions: before, problem, onSave, onCancel } = props;
  const t = useTranslations("chat.edit");
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const [mentions, setMentions] = useState(before);
  const { chatId } = useMessageActions();
  const completion = useCompletion({
    field: box,
    text,
    chatId,
    mentions,
    onMention: (mention) => setMentions((others) => withMention(others, text, mention)),
    // Hashtags run once, when a message is sent.
    commands: false,
    values: null,
  });
  const keys = useKeyCaps("mod+enter").join(" ");
  const over = text.length - maxBody;
  const canSave = (hasFiles || isVisible(text)) && over <= 0;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    element.scrollIntoView({ block: "nearest" });
  }, []);

  const save = () => {
    if (!canSave) return;
    if (text === initial && !problem) onCancel();
    else onSave(text, namedIn(text, mentions));
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || completion.onKeyDown(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      className="flex w-[40rem] max-w-full flex-col gap-2"
    >
      <label htmlFor={id} className="sr-only">
        {t("label")}
      </label>
      <textarea
        ref={box}
        id={id}
        dir="auto"
        rows={1}
        value={text}
        aria-invalid={over > 0 || undefined}
        aria-describedby={`${id}-hint`}
        {...completion.aria}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[40dvh] min-h-16 w-full resize-none rounded-lg border border-control bg-surface px-3 py-2 text-lg text-text leading-6 sm:text-base"
      />
      {completion.list}
      {problem ? <FormProblem>{problem}</FormProblem> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p
          id={`${id}-hint`}
          className={
            over > 0 ? "mr-auto text-danger-text text-xs" : "mr-auto text-muted text-xs max-sm:sr-only"
          }
        >
          {over > 0 ? t("tooLong", { count: over }) : t("hint", { save: keys })}
        </p>
        <Button size="sm" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" aria-disabled={!canSave || undefined}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
