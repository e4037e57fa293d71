"use client";

import { useTranslations } from "next-intl";
import type { FieldProblem } from "@/lib/core/errors";

/** As much of an error as its words need. */
type Told = {
  code: string;
  reason?: string;
  values?: Record<string, unknown>;
  fields?: Pick<FieldProblem, "problem" | "values">[];
};

/** Words a refusal for the person who was refused: the wrong field first, else the reason, else the code. */
export function useProblemWords(): (error: Told) => string {
  const t = useTranslations("errors");
  return ({ code, reason, values, fields }) => {
    const [field] = fields ?? [];
    if (field) return word(t, `fields.${field.problem}`, field.values) ?? t("fields.invalid");
    const byReason = reason ? word(t, `reasons.${reason}`, values) : undefined;
    return byReason ?? word(t, `codes.${code}`) ?? t("codes.INTERNAL");
  };
}

type Translate = ReturnType<typeof useTranslations<"errors">>;

/** The text of a key that comes from the server, so that it may be newer than this page; undefined when it is. */
function word(t: Translate, key: string, values: Record<string, unknown> = {}): string | undefined {
  const known = key as Parameters<Translate>[0];
  if (!t.has(known)) return undefined;
  const plain = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? value : String(value ?? ""),
  ]);
  return t(known, Object.fromEntries(plain));
}
