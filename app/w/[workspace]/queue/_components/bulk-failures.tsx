"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { BulkFailure, BulkFailures } from "@/lib/domain/tasks/bulk/views";

export interface BulkFailureListProps {
  slug: string;
  id: string;
  /** What was to be done. */
  what: string;
  onClose: () => void;
}

/** Which tickets were left as they were, and why; each leads to its conversation. */
export function BulkFailureList({ slug, id, what, onClose }: BulkFailureListProps) {
  const t = useTranslations("queue.bulk");
  const words = useProblemWords();
  const { items, next, failed, load } = useFailures(slug, id);
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={t("leftTitle")} description={what} width="lg">
        {items.length === 0 && !failed ? (
          <div aria-busy className="flex flex-col gap-3 py-2">
            <Skeleton className="w-3/5" />
            <Skeleton className="w-2/5" />
          </div>
        ) : null}
        <ul className="divide-y divide-border/60">
          {items.map(({ number, title, refusal }) => (
            <li key={number} className="py-2 text-sm">
              {title === null ? (
                <p className="font-medium tabular-nums">#{number}</p>
              ) : (
                <a
                  href={`/w/${slug}/inbox/${number}`}
                  className="flex min-h-6 gap-2 font-medium underline-offset-2 hover:underline"
                >
                  <span className="shrink-0 text-subtle tabular-nums">#{number}</span>
                  <span className="min-w-0 truncate">{title}</span>
                </a>
              )}
              <p className="text-muted text-xs">{words(refusal)}</p>
            </li>
          ))}
        </ul>
        {failed ? <ErrorState title={t("leftFailed")} onRetry={load} /> : null}
        {next !== null && !failed ? (
          <Button size="sm" onClick={load} className="mt-2">
            {t("moreLeft")}
          </Button>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

function useFailures(slug: string, id: string) {
  const [{ items, next, failed }, set] = useState({
    items: [] as BulkFailure[],
    next: null as number | null,
    failed: false,
  });
  const ask = useCallback(
    (after: number | null) =>
      askDoor<BulkFailures>(
        `/api/w/${slug}/bulk-changes/${id}${after === null ? "" : `?after=${after}`}`,
        {},
      ),
    [slug, id],
  );
  useEffect(() => {
    let gone = false;
    ask(null).then(
      (page) => gone || set({ ...page, failed: false }),
      () => gone || set((was) => ({ ...was, failed: true })),
    );
    return () => {
      gone = true;
    };
  }, [ask]);
  const load = () =>
    void ask(next).then(
      (page) =>
        set((was) => ({
          items: next === null ? page.items : [...was.items, ...page.items],
          next: page.next,
          failed: false,
        })),
      () => set((was) => ({ ...was, failed: true })),
    );
  return { items, next, failed, load };
}
