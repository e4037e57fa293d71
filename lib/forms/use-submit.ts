"use client";

import { useState, useTransition } from "react";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";

export type Submission<I> = {
  error: PublicError | null;
  pending: boolean;
  submit: (input: I) => void;
  reset: () => void;
};

/**
 * Sends a form to a server action, or to anything that answers like one, and keeps what it refused.
 * @param done runs after success; while what it returns is pending, the form stays busy
 */
export function useSubmit<I, O>(
  send: (input: I) => Promise<Result<O>>,
  done: (data: O, input: I) => void | Promise<void>,
): Submission<I> {
  const [error, setError] = useState<PublicError | null>(null);
  const [pending, start] = useTransition();

  function submit(input: I) {
    start(async () => {
      const result = await send(input).catch(unreachable);
      setError(result.ok ? null : result.error);
      if (result.ok) await done(result.data, input);
    });
  }

  return { error, pending, submit, reset: () => setError(null) };
}

/** An action that never answered: offline, or the server is restarting. Redirects of Next come this way too. */
function unreachable(cause: unknown): { ok: false; error: PublicError } {
  if (typeof cause === "object" && cause !== null && "digest" in cause) throw cause;
  return { ok: false, error: { code: "UNAVAILABLE" } };
}

/** The texts of a form by the names of its fields. */
export const textsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
