"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FieldProblem, PublicError } from "@/lib/core/errors";

const fieldProblems = ["required", "email", "too_long", "unknown_file"] as const;
const codes = ["RATE_LIMITED", "FORBIDDEN", "NOT_FOUND"] as const;

/** Words what is wrong with a field. */
export function useProblemText() {
  const t = useTranslations("customer.problems");
  return useCallback(
    ({ problem, values }: FieldProblem) => {
      const known = fieldProblems.find((name) => name === problem) ?? "invalid";
      return t(known, { limit: Number(values?.limit ?? 0) });
    },
    [t],
  );
}

/** Words why the server said no to a message. */
export function useRefusalText() {
  const t = useTranslations("customer.problems");
  const problemText = useProblemText();
  return useCallback(
    ({ code, fields }: PublicError) => {
      if (fields?.[0]) return problemText(fields[0]);
      return t(codes.find((name) => name === code) ?? "other");
    },
    [t, problemText],
  );
}
