"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { countHeld } from "@/lib/domain/tasks/inbox-state";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import type { SavedView } from "@/lib/domain/tasks/queue/saved-views";
import { QueueEmpty } from "./queue-empty";
import type { QueueNavigation } from "./use-queue-address";
import type { QueueList as List } from "./use-queue-list";

export interface QueueListProps {
  list: List;
  address: QueueNavigation;
  start: QueueStartView;
  saved: SavedView | null;
  letGo: () => void;
  /** The table, or cards on a phone. */
  children: ReactNode;
}

/** The tickets or what stands in their place, and how many wait to be shown. */
export function QueueList({ list, address, start, letGo, children }: QueueListProps) {
  const t = useTranslations("queue");
  const { inbox, error, store } = list;
  const news = inbox ? countHeld(inbox) : 0;
  const isEmpty = inbox !== null && inbox.shown.length === 0;
  // Nothing is there that could jump.
  useEffect(() => {
    if (isEmpty && news > 0) letGo();
  }, [isEmpty, news, letGo]);
  if (!inbox) {
    return error ? (
      <ErrorState title={t("failed")} onRetry={() => store.open(address.place)} className="flex-1" />
    ) : (
      <TableSkeleton />
    );
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <p role="status" className="sr-only">
        {news > 0 ? t("announce", { count: news }) : ""}
      </p>
      {news > 0 && !isEmpty ? (
        <Button
          variant="primary"
          size="sm"
          aria-label={t("newsLabel", { count: news })}
          onClick={letGo}
          className="-translate-x-1/2 absolute top-10 left-1/2 z-20 rounded-full shadow-raised max-sm:top-2"
        >
          <ArrowUp aria-hidden />
          {t("news", { count: news })}
        </Button>
      ) : null}
      {isEmpty ? <QueueEmpty address={address} seesAll={start.seesAll} /> : children}
    </div>
  );
}

/** Below the last ticket: that more come, that there are none, or that they could not be loaded. */
export function QueueEnd({ list: { hasMore, error, store } }: { list: List }) {
  const t = useTranslations("queue");
  const retry = useTranslations("common")("actions.retry");
  if (error) {
    return (
      <div role="alert" className="sticky left-0 flex flex-col items-center gap-2 p-4 text-muted text-xs">
        {t("moreFailed")}
        <Button size="sm" onClick={store.loadMore}>
          {retry}
        </Button>
      </div>
    );
  }
  return (
    <p className="sticky left-0 p-4 text-center text-subtle text-xs">
      {hasMore ? t("loadingMore") : t("end")}
    </p>
  );
}

function TableSkeleton() {
  const t = useTranslations("queue");
  return (
    <div aria-busy className="flex-1 overflow-hidden">
      <span className="sr-only">{t("loading")}</span>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
        <div key={row} className="flex h-11 items-center gap-6 border-border/60 border-b px-4">
          <Skeleton className="w-10" />
          <Skeleton className="w-2/5" />
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
