"use client";

import { Split } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { MergedCustomer } from "@/lib/domain/customers/views";
import { useSeparate } from "./use-separate";

/** Whom the team says to be this customer, each of whom can be separated again. */
export function MergedCustomers({ slug, merged }: { slug: string; merged: readonly MergedCustomer[] }) {
  const t = useTranslations("customers");
  const format = useFormatter();
  const separate = useSeparate(slug);
  if (merged.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-base">{t("merge.also")}</h2>
      <ul className="flex flex-col gap-1.5">
        {merged.map(({ mergeId, name, email, mergedBy, at }) => {
          const who = name ?? email ?? t("anonymous");
          return (
            <li key={mergeId} className="flex items-start justify-between gap-2 text-sm">
              <div className="min-w-0">
                <p dir="auto" className="break-words">
                  {who}
                  {name && email ? <span className="text-muted"> · {email}</span> : null}
                </p>
                <p suppressHydrationWarning className="text-subtle text-xs">
                  {t("merge.by", { name: mergedBy.name, at: format.dateTime(new Date(at), "date") })}
                </p>
              </div>
              <IconButton
                label={t("merge.separateOf", { name: who })}
                size="sm"
                onClick={() => void separate(mergeId)}
              >
                <Split aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
