"use client";

import { type ReactNode, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

export interface InlineEditProps {
  value: string;
  /** Names the field. */
  label: string;
  /** Names the button that begins to edit. */
  editLabel: string;
  type?: "text" | "email" | "date";
  inputMode?: "decimal";
  maxLength: number;
  /** An empty text is a wish to have none; where that can't be, nothing happens. */
  mayBeEmpty?: boolean;
  onSave: (value: string) => void;
  /** How it looks while nobody edits. */
  children: ReactNode;
  className?: string;
}

/** A text that one changes in place: Enter or leaving saves, Escape doesn't. */
export function InlineEdit(props: InlineEditProps) {
  const {
    value,
    label,
    editLabel,
    type = "text",
    inputMode,
    maxLength,
    mayBeEmpty,
    onSave,
    children,
    className,
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Leaving the field after Escape must not save what Escape threw away.
  const done = useRef(true);

  function finish(save: boolean, refocus: boolean) {
    if (done.current) return;
    done.current = true;
    const next = (draft ?? value).trim();
    setDraft(null);
    if (save && next !== value && (next || mayBeEmpty)) onSave(next);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  }

  if (draft === null) {
    return (
      <button
        ref={button}
        type="button"
        dir="auto"
        aria-label={editLabel}
        onClick={() => {
          done.current = false;
          setDraft(value);
        }}
        className={cn(
          "-mx-1.5 min-h-6 min-w-0 rounded-md px-1.5 text-left outline-offset-0 hover:bg-hover",
          className,
        )}
      >
        {children}
      </button>
    );
  }
  return (
    <Input
      autoFocus
      dir="auto"
      type={type}
      inputMode={inputMode}
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      // A date that is half typed is no wish to have none.
      onBlur={(event) => finish(!event.target.validity.badInput, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          finish(event.key === "Enter" && !event.currentTarget.validity.badInput, true);
        }
      }}
      className={cn("-mx-1.5 h-7 w-[calc(100%+0.75rem)] px-1.5 sm:h-7", className)}
    />
  );
}
