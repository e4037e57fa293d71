"use client";

import { useTranslations } from "next-intl";
import type { Refusal } from "@/lib/domain/commands/views";

type Frame = {
  /** The sentence around a reason. */
  because: (why: string, refusal: Refusal) => string;
  /** The whole sentence, where it depends on when it is said; `unknown` for reasons that only a newer server has. */
  own: (reason: "after_refused" | "too_many" | "refused" | "unknown", refusal: Refusal) => string;
};

/** Words why a command won't be or was not carried out, and what would be right. */
export function useRefusalWords({ because, own }: Frame): (refusal: Refusal) => string {
  const t = useTranslations("chat.refusals");

  function sentence(refusal: Refusal): string {
    const { reason, param, given } = refusal;
    if (reason === "after_refused" || reason === "too_many" || reason === "refused") {
      return own(reason, refusal);
    }
    if (!t.has(`why.${reason}`)) return own("unknown", refusal);
    return because(t(`why.${reason}`, { given: given ?? "", param: param ?? "" }), refusal);
  }

  return (refusal) => {
    const { values } = refusal;
    const said = sentence(refusal);
    return values.length > 0 ? `${said} ${t("values", { values: values.join(", ") })}` : said;
  };
}
