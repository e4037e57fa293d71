"use client";

import { useCallback, useState, useTransition } from "react";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import { settled } from "@/lib/forms/settled";
import { useProblemWords } from "./use-problem-words";

export interface ActionState<I, O> {
  /** Sends the input; answers with what came back, null when it was refused or didn't arrive. */
  run: (input: I) => Promise<O | null>;
  pending: boolean;
  /** Words for a field of the form; also takes what is wrong with a part of it (`origins.2`). */
  fieldProblem: (field: string) => string | undefined;
  /** Words for what no field of the form is to blame for. */
  problem: string | undefined;
  reset: () => void;
}

/**
 * A server action for a form or a button: pending state and words for refusals.
 * @param fields names of the form's fields: problems with these are for `fieldProblem`, all others for `problem`
 */
export function useAction<I, O>(
  action: (input: I) => Promise<Result<O>>,
  fields: readonly string[] = [],
): ActionState<I, O> {
  const words = useProblemWords();
  const [pending, startTransition] = useTransition();
  const [error, setError] = useState<PublicError | null>(null);

  const run = useCallback(
    (input: I) =>
      new Promise<O | null>((resolve) =>
        startTransition(async () => {
          const result = await settled(() => action(input));
          setError(result.ok ? null : result.error);
          resolve(result.ok ? result.data : null);
        }),
      ),
    [action],
  );

  const blamed = (error?.fields ?? []).filter((field) => fields.some((name) => isPartOf(field.field, name)));
  return {
    run,
    pending,
    fieldProblem: (name) => {
      const field = blamed.find((each) => isPartOf(each.field, name));
      return field ? words({ code: "INVALID", fields: [field] }) : undefined;
    },
    problem: error && blamed.length === 0 ? words(error) : undefined,
    reset: useCallback(() => setError(null), []),
  };
}

const isPartOf = (field: string, name: string) => field === name || field.startsWith(`${name}.`);
