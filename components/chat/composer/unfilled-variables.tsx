"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { type Found, type VariableValues, valueFor } from "@/lib/reply-variables/variables";
import { editTextarea } from "./edit-textarea";

export interface UnfilledVariablesProps {
  found: readonly Found[];
  values: VariableValues;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Under the field: each variable that still stands in the text and why, with a way to it. It can't be sent so. */
export function UnfilledVariables({ found, values, field }: UnfilledVariablesProps) {
  const t = useTranslations("composer.variables");
  if (found.length === 0) return null;
  const once = new Map<string, Found>();
  for (const one of found) if (!once.has(one.name)) once.set(one.name, one);

  function go(one: Found, value: string | null) {
    if (!field.current) return;
    if (value === null) return selectIn(field.current, one);
    const end = one.start + value.length;
    editTextarea(field.current, { from: one.start, to: one.end, insert: value, start: end, end });
  }

  return (
    <ul
      aria-label={t("label")}
      className="mx-3 mb-2 flex max-h-[30dvh] shrink-0 flex-wrap gap-1.5 overflow-y-auto p-0.5"
    >
      {[...once.values()].map((one) => {
        const value = valueFor(one, values);
        const name = `{{${one.name}}}`;
        return (
          <li key={one.name} className="min-w-0 max-w-full">
            <button
              type="button"
              onClick={() => go(one, value)}
              className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md bg-danger-soft px-2 py-1 text-left text-danger-text text-xs hover:underline pointer-coarse:min-h-8"
            >
              <CircleAlert aria-hidden className="size-3.5 shrink-0" />
              <span dir="auto" className="min-w-0 break-words">
                {value !== null
                  ? t("fill", { name, value })
                  : t(one.variable === null ? "unknown" : "empty", { name })}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Selects a variable, so that what is typed next takes its place. */
export function selectIn(
  field: HTMLTextAreaElement | null,
  { start, end }: Pick<Found, "start" | "end">,
): void {
  field?.focus();
  field?.setSelectionRange(start, end);
}
