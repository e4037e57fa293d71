"use client";

import { MessageSquareReply, StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId } from "react";
import { useKeyCaps } from "@/components/shell/use-key-caps";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

export type ComposerMode = "reply" | "note";

/** As the server limits it. */
const mostCharacters = 20_000;
const tellFrom = 19_000;

export interface ComposerProps {
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  text: string;
  onText: (text: string) => void;
  customerName: string;
  /** A closed ticket takes notes only. */
  replyAllowed: boolean;
  mayResolve: boolean;
  onSend: () => void;
  onSendAndResolve: () => void;
  ref: Ref<HTMLTextAreaElement>;
}

/** Where one answers, or notes something for the team: told apart by tint, icon and words. */
export function Composer(props: ComposerProps) {
  const {
    mode,
    onMode,
    text,
    onText,
    customerName,
    replyAllowed,
    mayResolve,
    onSend,
    onSendAndResolve,
    ref,
  } = props;
  const t = useTranslations("inbox.composer");
  const id = useId();
  const note = mode === "note";
  const over = text.length - mostCharacters;
  const canSend = text.trim() !== "" && over <= 0;
  const sendKeys = useKeyCaps("mod+enter").join(" ");
  const resolveKeys = useKeyCaps("mod+shift+enter").join(" ");

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.currentTarget.blur();
      return;
    }
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    if (!canSend) return;
    if (event.shiftKey && mayResolve) onSendAndResolve();
    else onSend();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
      data-mode={mode}
      className={cn(
        "mx-3 mb-3 flex shrink-0 flex-col rounded-xl border shadow-xs transition-colors focus-within:border-focus sm:mx-4 sm:mb-4",
        note ? "border-note-border bg-note" : "border-control/60 bg-surface",
      )}
    >
      <fieldset className="flex items-center gap-1 px-2 pt-2">
        <legend className="sr-only">{t("mode")}</legend>
        <ModeButton chosen={!note} disabled={!replyAllowed} onClick={() => onMode("reply")}>
          <MessageSquareReply aria-hidden />
          {t("reply")}
        </ModeButton>
        <ModeButton chosen={note} onClick={() => onMode("note")}>
          <StickyNote aria-hidden />
          {t("note")}
        </ModeButton>
      </fieldset>
      <label htmlFor={id} className="sr-only">
        {note ? t("noteLabel") : t("replyLabel", { name: customerName })}
      </label>
      <textarea
        ref={ref}
        id={id}
        dir="auto"
        rows={2}
        value={text}
        placeholder={note ? t("notePlaceholder") : t("replyPlaceholder", { name: customerName })}
        aria-invalid={over > 0 || undefined}
        aria-describedby={`${id}-count`}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn(
          "field-sizing-content max-h-[40dvh] min-h-14 resize-none bg-transparent px-3.5 py-2 text-lg leading-6 outline-none focus-visible:outline-none sm:text-base sm:leading-5.5",
          note && "text-note-text placeholder:text-note-muted",
        )}
      />
      <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
        <p
          className={cn(
            "min-w-0 flex-1 truncate px-1.5 text-xs max-sm:hidden",
            note ? "text-note-muted" : "text-subtle",
          )}
        >
          {text ? t("hint", { send: sendKeys, resolve: resolveKeys }) : t("markdown")}
        </p>
        <p id={`${id}-count`} aria-live="polite" className="text-xs">
          {over > 0 ? (
            <span className="text-danger-text">{t("tooLong", { count: over })}</span>
          ) : text.length >= tellFrom ? (
            <span className="text-muted">{t("left", { count: -over })}</span>
          ) : null}
        </p>
        <span className="ml-auto flex gap-2">
          {mayResolve ? (
            <Button
              size="md"
              aria-disabled={!canSend || undefined}
              onClick={() => canSend && onSendAndResolve()}
              className="max-sm:hidden"
            >
              {note ? t("noteResolve") : t("sendResolve")}
            </Button>
          ) : null}
          <Button type="submit" variant="primary" aria-disabled={!canSend || undefined}>
            {note ? <StickyNote aria-hidden /> : <MessageSquareReply aria-hidden />}
            {note ? t("addNote") : t("sendReply")}
          </Button>
        </span>
      </div>
    </form>
  );
}

function ModeButton({ chosen, ...props }: { chosen: boolean } & React.ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-md px-2 font-medium text-muted text-xs hover:bg-hover hover:text-text disabled:opacity-50 [&_svg]:size-3.5",
        chosen && "bg-hover text-text",
      )}
      {...props}
    />
  );
}
