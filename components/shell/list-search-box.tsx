"use client";

import { Search, X } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

const pause = 250;

export interface ListSearchBoxProps {
  /** What the address says. */
  q: string;
  maxLength: number;
  texts: { label: string; placeholder: string; clear: string };
  onChange: (q: string) => void;
  className?: string;
  ref?: Ref<HTMLInputElement>;
}

/** Looks for what is in a list: what is typed goes into the address after a short rest. */
export function ListSearchBox({ q, maxLength, texts, onChange, className, ref }: ListSearchBoxProps) {
  const [typed, setTyped] = useState(q);
  const told = useRef(q);

  // The address may change by itself: back, a link, "clear search".
  useEffect(() => {
    if (q === told.current) return;
    told.current = q;
    setTyped(q);
  }, [q]);

  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      onChange(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, onChange]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every screen reader
    <div role="search" className={cn("px-3 pt-1 pb-2", className)}>
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-subtle"
        />
        <Input
          ref={ref}
          type="search"
          value={typed}
          maxLength={maxLength}
          aria-label={texts.label}
          placeholder={texts.placeholder}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            if (typed) setTyped("");
            else event.currentTarget.blur();
          }}
          className="border-border bg-surface pr-8 pl-8.5 [&::-webkit-search-cancel-button]:hidden"
        />
        {typed ? (
          <button
            type="button"
            aria-label={texts.clear}
            onClick={() => setTyped("")}
            className="absolute inset-y-0 right-1.5 my-auto flex size-6 items-center justify-center rounded-sm text-subtle hover:bg-hover hover:text-text"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        ) : null}
      </div>
    </div>
  );
}
