"use client";

import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { popMotion } from "@/components/ui/menu-styles";
import "@/components/ui/style-nonce";
import type { Mention } from "@/lib/domain/chats/views";
import type { VariableValues } from "@/lib/reply-variables/variables";
import { rememberEmoji } from "../../recent-emoji";
import type { CaretContext } from "../caret-context";
import { editTextarea } from "../edit-textarea";
import { CannedPreview } from "./canned-preview";
import { isTaken, type Suggestion, takeEdit } from "./suggestion";
import { SuggestionLine } from "./suggestion-line";
import { useCaret } from "./use-caret";
import { useSuggestions } from "./use-suggestions";

/** What the field says of the list under the caret. */
export type ShownList = { id: string; active: string | undefined };

export type CompletionKeys = { press: (event: KeyboardEvent) => boolean };

export interface CompletionProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  chatId: string;
  mentions: readonly Mention[];
  commands: boolean;
  values: VariableValues | null;
  keys: RefObject<CompletionKeys | null>;
  onShow: (list: ShownList | null) => void;
  /** Somebody was named; the text says so at once. */
  onMention: (mention: Mention) => void;
}

/** What could stand where somebody writes, over the field: chosen by arrow keys, mouse or finger. */
export function Completion(props: CompletionProps) {
  const { field, text, chatId, mentions, commands, values, keys, onShow, onMention } = props;
  const t = useTranslations("composer.completion");
  const id = useId();
  const caret = useCaret(field, text);
  const { context, items, state, zone, retry } = useSuggestions({
    ...{ text, caret, chatId, mentions, commands, values },
  });
  /** Closed, or taken there: it stays closed until somebody writes elsewhere. */
  const [left, setLeft] = useState<number | null>(null);
  const [chosen, setChosen] = useState({ at: 0, of: "" });
  const from = context?.from ?? null;
  useEffect(() => {
    setLeft((before) => (before === from ? before : null));
  }, [from]);

  const query = `${context?.kind} ${from} ${context?.query}`;
  const at = chosen.of === query ? Math.min(chosen.at, Math.max(0, items.length - 1)) : 0;
  const empty = context && state === "ready" && items.length === 0 ? emptyWords(context) : null;
  const isOpen =
    context !== null &&
    from !== left &&
    (items.length > 0 || empty !== null || state === "failed" || (state === "waiting" && isAsked(context)));
  const active = isOpen ? items[at] : undefined;
  const optionId = (index: number) => `${id}-${index}`;
  const activeId = active && optionId(at);

  useEffect(() => {
    onShow(isOpen ? { id, active: activeId } : null);
  }, [isOpen, id, activeId, onShow]);
  useEffect(() => () => onShow(null), [onShow]);

  function take(suggestion: Suggestion): void {
    const element = field.current;
    if (!element || caret === null || from === null) return;
    if (suggestion.mention) onMention(suggestion.mention);
    if (suggestion.kind === "emoji") rememberEmoji(suggestion.emoji);
    setLeft(from);
    editTextarea(element, takeEdit(text, caret, from, suggestion));
  }

  function press(event: KeyboardEvent): boolean {
    if (!isOpen || event.isComposing || event.keyCode === 229) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") {
      setLeft(from);
      return true;
    }
    if (!active || caret === null || from === null) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen({ at: (at + step + items.length) % items.length, of: query });
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      if (isTaken(text, caret, from, active)) return false;
      take(active);
      return true;
    }
    return false;
  }
  useImperativeHandle(keys, () => ({ press }));

  return (
    <Popover.Root open={isOpen}>
      <Popover.Anchor virtualRef={field as RefObject<HTMLTextAreaElement>} />
      <Popover.Portal>
        <Popover.Content
          role="presentation"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          // The caret stays where it is while somebody chooses by mouse or finger.
          onMouseDown={(event) => event.preventDefault()}
          className={cn(
            "z-50 flex max-w-[min(var(--radix-popper-anchor-width),calc(100vw-1rem))] flex-col overflow-hidden rounded-lg bg-raised text-text shadow-overlay outline-none",
            active?.kind === "canned" ? "w-[44rem]" : "w-96",
            popMotion,
          )}
        >
          <div className="flex min-h-0">
            <List
              id={id}
              label={context ? t(context.kind) : ""}
              items={items}
              at={at}
              optionId={optionId}
              zone={zone}
              onTake={take}
            />
            {active?.kind === "canned" ? <CannedPreview text={active.insert} /> : null}
          </div>
          {empty ? <p className="px-3 py-2 text-muted text-sm">{t(empty)}</p> : null}
          {state === "waiting" && items.length === 0 ? (
            <p className="animate-appear-late px-3 py-2 text-muted text-sm">{t("loading")}</p>
          ) : null}
          {state === "failed" ? (
            <p className="flex items-center gap-2 px-3 py-2 text-muted text-sm">
              <span className="min-w-0 flex-1">{t("failed")}</span>
              <Button size="sm" onClick={retry}>
                {t("retry")}
              </Button>
            </p>
          ) : null}
        </Popover.Content>
      </Popover.Portal>
      <p role="status" className="sr-only">
        {isOpen && state !== "waiting" ? (empty ? t(empty) : t("count", { count: items.length })) : ""}
      </p>
    </Popover.Root>
  );
}

interface ListProps {
  id: string;
  label: string;
  items: readonly Suggestion[];
  at: number;
  optionId: (index: number) => string;
  zone: string;
  onTake: (suggestion: Suggestion) => void;
}

function List({ id, label, items, at, optionId, zone, onTake }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items may stand at the same place
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, items]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      hidden={items.length === 0}
      className="max-h-[min(18rem,40dvh,var(--radix-popper-available-height))] min-w-0 flex-1 overflow-y-auto overscroll-contain p-1"
    >
      {items.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        <div
          key={suggestion.key}
          id={optionId(index)}
          role="option"
          aria-selected={index === at}
          onClick={() => onTake(suggestion)}
          className={cn(
            "flex min-h-9 cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1 text-sm hover:bg-hover pointer-coarse:min-h-11",
            index === at && "bg-selected",
          )}
        >
          <SuggestionLine suggestion={suggestion} zone={zone} />
        </div>
      ))}
    </div>
  );
}

/** Said where nothing fits; not where the words may be none that are meant to be completed. */
function emptyWords(
  context: CaretContext,
): "nobody" | "noHolder" | "noTask" | "noCanned" | "noneCalledSo" | null {
  const { kind, query } = context;
  if (kind === "canned") return query === "" ? "noCanned" : query.length > 20 ? null : "noneCalledSo";
  if (kind === "person") return query.includes(" ") || query.length > 20 ? null : "nobody";
  if (kind === "value" && context.of === "assignee") return query.includes(" ") ? null : "noHolder";
  return kind === "task" ? "noTask" : null;
}

const isAsked = ({ kind, query }: CaretContext) =>
  kind === "hash" || kind === "canned" || kind === "value" || (kind === "person" && !query.includes(" "));
