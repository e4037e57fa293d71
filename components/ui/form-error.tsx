"use client";

import type { PublicError } from "@/lib/core/errors";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { Banner } from "./banner";

/** Says why a form was refused, unless each problem stands beside its field already. Needs the `errors` texts. */
export function FormError({ error, fields = [] }: { error: PublicError | null; fields?: readonly string[] }) {
  const text = useErrorText();
  if (!error || text.allBeside(error, fields)) return null;
  return <Banner tone="danger">{text.whole(error)}</Banner>;
}
