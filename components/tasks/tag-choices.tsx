"use client";

import { Command } from "cmdk";
import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import { askDoor } from "@/lib/chat-client/doors";
import { rankByName } from "@/lib/domain/people/rank-names";
import { isTagName, longestTagName, type TagRef, tagKey } from "@/lib/domain/tasks/tag-rules";
import { TagDot } from "./tag-chip";
import type { TagListProps } from "./tag-picker";

const row =
  "flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle";

// The list may come after the popover that holds it, which has then looked in vain for something to focus.
const focusQuietly = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** The searchable list inside the picker; loaded when it opens. It stays open, since there may be several. */
export function TagChoices({ slug, tags: chosen, onAdd, onRemove, onCreate, onDone }: TagListProps) {
  useOwnEscape(onDone);
  const t = useTranslations("tasks.tags");
  const { known, failed } = useTags(slug);
  const [typed, setTyped] = useState("");
  const name = typed.trim().replace(/^#/, "").replace(/\s+/g, " ");
  // Those that the task has when the list opens stand first, and stay there while others are chosen.
  const [first] = useState(() => new Set(chosen.map(({ id }) => id)));
  const has = (tag: TagRef) => chosen.some(({ id }) => id === tag.id);
  const mayCreate = known?.mayCreate ?? false;
  const all = withMade(known?.tags ?? [], chosen).sort(
    (a, b) => Number(first.has(b.id)) - Number(first.has(a.id)),
  );
  const shown = rankByName(all, name, (tag) => [tag.name]);
  const isNew = name !== "" && !all.some((tag) => tagKey(tag.name) === tagKey(name));
  const create = known && mayCreate && isNew && isTagName(name);
  const isWrong = mayCreate && isNew && !isTagName(name);
  const empty = name !== "" ? t("empty") : t(mayCreate ? "first" : "noneYet");

  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <Command label={t("title")} loop shouldFilter={false}>
      <Command.Input
        ref={focusQuietly}
        value={typed}
        onValueChange={setTyped}
        maxLength={longestTagName}
        placeholder={t(mayCreate || !known ? "search" : "searchOnly")}
        className="h-10 w-full border-border border-b bg-transparent px-3.5 text-lg outline-none focus-visible:outline-none sm:text-sm"
      />
      {/* Not within the list, in which only what can be chosen may stand. */}
      {known ? null : (
        <div aria-busy className="flex justify-center p-6">
          <Spinner />
        </div>
      )}
      {known && shown.length === 0 && !create ? (
        <p role="status" className="px-4 py-6 text-center text-muted text-sm">
          {isWrong ? t("wrongName") : empty}
        </p>
      ) : null}
      <Command.List
        label={t("title")}
        hidden={!known || (shown.length === 0 && !create)}
        className="max-h-72 overflow-y-auto p-1"
      >
        {shown.map((tag) => (
          <Command.Item
            key={tag.id}
            value={tag.id}
            aria-checked={has(tag)}
            onSelect={() => {
              setTyped("");
              if (has(tag)) onRemove(tag);
              else onAdd(tag);
            }}
            className={row}
          >
            <TagDot color={tag.color} className="size-2.5" />
            <span className={cn("min-w-0 flex-1 truncate", has(tag) && "font-medium")}>{tag.name}</span>
            {has(tag) ? <Check aria-hidden className="text-accent-text!" /> : null}
          </Command.Item>
        ))}
        {create ? (
          <Command.Item
            value={`create ${name}`}
            onSelect={() => {
              setTyped("");
              onCreate(name);
            }}
            className={row}
          >
            <Plus aria-hidden />
            <span className="min-w-0 flex-1 truncate">{t("create", { name })}</span>
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  );
}

/** A tag that was made here a moment ago is not in the list that was asked for. */
function withMade(known: readonly TagRef[], chosen: readonly TagRef[]): TagRef[] {
  return [...known, ...chosen.filter((tag) => !known.some(({ name }) => tagKey(name) === tagKey(tag.name)))];
}

/**
 * Choosing a tag brings up the message that offers to undo it, and Escape would take that one away first: it came last.
 * Here it always means the list.
 */
function useOwnEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}

type Known = { tags: TagRef[]; mayCreate: boolean };

function useTags(slug: string): { known: Known | null; failed: boolean } {
  const [known, setKnown] = useState<Known | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    askDoor<Known>(`/api/w/${slug}/tags`, {}).then(
      (answer) => !gone && setKnown(answer),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [slug]);
  return { known, failed };
}
