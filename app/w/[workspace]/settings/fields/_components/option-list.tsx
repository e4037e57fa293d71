"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { newId } from "@/lib/core/ids";
import { type FieldOption, longestOptionName, mostOptions } from "@/lib/domain/tasks/fields/field-rules";
import { moved } from "./use-drag-order";

type Option = { id: string; name: string };

/** What can be chosen, in order: renamed, moved, added, taken out. Its form reads `optionId` and `optionName`. */
export function OptionList({
  options,
  problem,
}: {
  options: readonly FieldOption[];
  problem: string | undefined;
}) {
  const t = useTranslations("settings.customFields");
  const id = useId();
  const [shown, setShown] = useState<Option[]>(() => {
    const offered = options.filter(({ retired }) => !retired);
    return offered.length > 0 ? offered : [blank(), blank()];
  });
  const list = useRef<HTMLUListElement>(null);
  const retired = options.filter((option) => !shown.some((other) => other.id === option.id));

  const rename = (at: number, name: string) =>
    setShown(shown.map((option, index) => (index === at ? { ...option, name } : option)));
  const move = (at: number, to: number) => setShown(moved(shown, at, to));
  function add(option: Option) {
    setShown([...shown, option]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus(),
    );
  }

  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className="pb-1.5 font-medium text-sm">{t("options")}</legend>
      <ul ref={list} className="flex flex-col gap-1.5">
        {shown.map((option, at) => {
          const name = option.name || t("option", { number: at + 1 });
          return (
            <li key={option.id} className="flex items-center gap-1">
              <input type="hidden" name="optionId" value={option.id} />
              <Input
                name="optionName"
                aria-label={t("option", { number: at + 1 })}
                value={option.name}
                maxLength={longestOptionName}
                autoComplete="off"
                onChange={(event) => rename(at, event.target.value)}
                onKeyDown={(event) => {
                  // Enter goes on to the next one; only the button sends the form.
                  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  if (shown.length < mostOptions) add(blank());
                }}
                className="min-w-0 flex-1"
              />
              <IconButton
                label={t("optionUp", { name })}
                size="sm"
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              >
                <ArrowUp aria-hidden />
              </IconButton>
              <IconButton
                label={t("optionDown", { name })}
                size="sm"
                disabled={at === shown.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <ArrowDown aria-hidden />
              </IconButton>
              <IconButton
                label={t("removeOption", { name })}
                size="sm"
                onClick={() => setShown(shown.toSpliced(at, 1))}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <div aria-live="polite">
        {problem ? <p className="pt-1.5 text-danger-text text-xs">{problem}</p> : null}
      </div>
      <Button
        size="sm"
        variant="ghost"
        disabled={shown.length >= mostOptions}
        onClick={() => add(blank())}
        className="mt-1.5"
      >
        <Plus aria-hidden />
        {t("newOption")}
      </Button>
      <p id={`${id}-hint`} className="pt-1 text-subtle text-xs">
        {t("optionsHint")}
      </p>
      {retired.length > 0 ? (
        <div className="pt-3">
          <p className="pb-1 text-muted text-xs">{t("retired")}</p>
          <ul className="flex flex-wrap gap-1.5">
            {retired.map((option) => (
              <li key={option.id}>
                <Button
                  size="sm"
                  disabled={shown.length >= mostOptions}
                  aria-label={t("bringBack", { name: option.name })}
                  onClick={() => add({ id: option.id, name: option.name })}
                >
                  <Plus aria-hidden />
                  {option.name}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </fieldset>
  );
}

const blank = (): Option => ({ id: newId(), name: "" });
