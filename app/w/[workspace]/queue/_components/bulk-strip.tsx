"use client";

import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Spinner } from "@/components/ui/spinner";
import type { BulkChangeView } from "@/lib/domain/tasks/bulk/views";
import { doneOf } from "./bulk-list";
import type { BulkChanges } from "./use-bulk-changes";
import { useDeedWords } from "./use-deed-words";

const failureParts = lazyParts(() => import("./bulk-failures"));

export interface BulkStripsProps {
  slug: string;
  bulk: BulkChanges;
  timeZone: string;
}

/** As many summaries as leave the list its room. */
const most = 3;

/** How far changes of many tickets are, and what became of them. */
export function BulkStrips({ slug, bulk, timeZone }: BulkStripsProps) {
  const t = useTranslations("queue.bulk");
  if (bulk.shown.length === 0) return null;
  return (
    <ul data-dock aria-label={t("progressLabel")} className="shrink-0 border-border border-t bg-raised">
      {bulk.shown.slice(0, most).map((item) => (
        <Strip key={item.id} slug={slug} item={item} bulk={bulk} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function Strip({ slug, item, bulk, timeZone }: BulkStripsProps & { item: BulkChangeView }) {
  const t = useTranslations("queue.bulk");
  const common = useTranslations("common.actions");
  const did = useDeedWords(timeZone)(item.deed, item.label);
  const what = item.undoesId ? t("undoOf", { what: did }) : did;
  const [listed, setListed] = useState(false);
  const failures = useParts(failureParts, listed, () => setListed(false));
  const { id, undoesId, total, changed, refused, state, mayUndo } = item;
  const done = doneOf(item);
  const running = state === "running";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm not-first:border-border/60 not-first:border-t sm:px-4">
      {running ? (
        <Spinner />
      ) : refused > 0 ? (
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning-text" />
      ) : (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" />
      )}
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">{what}</p>
        <p role="status" className="text-muted text-xs tabular-nums">
          {running ? t("progress", { done, total }) : outcome()}
        </p>
      </div>
      {running ? (
        <progress
          aria-label={what}
          max={total}
          value={done}
          className="order-last h-1.5 w-full overflow-hidden rounded-full bg-sunken sm:order-none sm:w-48 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
      <div className="flex items-center gap-1">
        {running && !undoesId ? (
          <Button variant="ghost" size="sm" onClick={() => void bulk.cancel(id)}>
            {common("cancel")}
          </Button>
        ) : null}
        {refused > 0 ? (
          <Button variant="ghost" size="sm" onClick={() => setListed(true)}>
            {t("showLeft", { count: refused })}
          </Button>
        ) : null}
        {mayUndo ? (
          <Button variant="ghost" size="sm" onClick={() => void bulk.undo(id)}>
            {common("undo")}
          </Button>
        ) : null}
        {running ? null : (
          <IconButton label={t("dismiss")} size="sm" onClick={() => void bulk.dismiss(id)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {listed && failures ? (
        <failures.BulkFailureList slug={slug} id={id} what={what} onClose={() => setListed(false)} />
      ) : null}
    </li>
  );

  function outcome(): string {
    const rest = total - done;
    return [
      undoesId ? t("putBack", { count: changed }) : t("changed", { count: changed }),
      item.unchanged > 0 ? t("unchanged", { count: item.unchanged }) : null,
      refused > 0 ? t("left", { count: refused }) : null,
      state === "cancelled" && rest > 0 ? t("cancelled", { count: rest }) : null,
    ]
      .filter(Boolean)
      .join(" · ");
  }
}
