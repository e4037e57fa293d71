"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ErrorCode, FieldProblem, PublicError } from "@/lib/core/errors";

/** Words for refusals, by the `errors` catalogue: needs that namespace in the page's messages. */
export type ErrorText = {
  /** What is wrong with the whole: the reason when there is one, else what the code means. */
  whole: (error: PublicError) => string;
  /** What is wrong with one field, or undefined. */
  field: (error: PublicError | null | undefined, field: string) => string | undefined;
  /** True when each problem has a place beside one of these fields, so that a line for the whole says nothing more. */
  allBeside: (error: PublicError, fields: readonly string[]) => boolean;
};

type Values = Record<string, string | number>;

export function useErrorText(): ErrorText {
  const t = useTranslations("errors");
  return useMemo(() => {
    // Keys come from the server; one that the catalogue doesn't have falls back to the code's words.
    const word = (key: string, values: Values) =>
      t.has(key as never) ? (t as unknown as (key: string, values: Values) => string)(key, values) : null;
    const wordProblem = ({ problem, values = {} }: FieldProblem) =>
      word(`fields.${problem}`, values) ?? t("fields.invalid");
    return {
      whole: (error) => {
        const values = { ...(error.values as Values | undefined), minutes: minutesOf(error.retryAfter) };
        return (
          (error.reason && word(`reasons.${error.reason}`, values)) ||
          (error.code === "RATE_LIMITED" && error.retryAfter
            ? t("retryIn", values)
            : codeWords(t, error.code))
        );
      },
      field: (error, field) => {
        const found = error?.fields?.find((one) => one.field === field);
        return found && wordProblem(found);
      },
      allBeside: (error, fields) =>
        Boolean(error.fields?.length) && error.fields!.every(({ field }) => fields.includes(field)),
    };
  }, [t]);
}

const minutesOf = (seconds = 0) => Math.max(1, Math.ceil(seconds / 60));

const codeWords = (t: ReturnType<typeof useTranslations<"errors">>, code: ErrorCode) => t(`codes.${code}`);
