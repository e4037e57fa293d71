"use client";

import { useRouter } from "next/navigation";
import { type SignInWay, signInWith } from "@/lib/auth/browser";
import type { Result } from "@/lib/core/result";
import { useSubmit } from "@/lib/forms/use-submit";

/** Signs in and goes on: to the second step when the person has one, else to `next` with a full load. */
export function useSignIn(way: SignInWay, next: string) {
  const router = useRouter();
  return useSubmit(
    async (fields: Record<string, string>): Promise<Result<"second_factor" | null>> => {
      const answer = await signInWith(way, fields);
      const more = !answer.ok && answer.error.reason === "second_factor";
      return more ? { ok: true, data: "second_factor" } : answer;
    },
    (step) => {
      if (step === "second_factor") router.push(`/sign-in/second-factor?next=${encodeURIComponent(next)}`);
      else return leave(next);
    },
  );
}

/** Stays pending, so that the button is busy until the new page has taken over. */
function leave(next: string): Promise<never> {
  location.assign(next);
  return new Promise(() => {});
}
