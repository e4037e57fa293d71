"use client";

import { AlarmClock, AtSign, CheckCheck, Inbox, MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isStandardView, noFilters, sameTickets, standardPlace } from "@/lib/domain/tasks/queue/place";
import type { QueueNavigation } from "./use-queue-address";

const icons = {
  mine: CheckCheck,
  unassigned: Inbox,
  waiting: CheckCheck,
  mentions: AtSign,
  snoozed: AlarmClock,
  all: MessagesSquare,
};

/** Why there is nothing, and what to do: nothing yet, all done, or nothing that passes the filters. */
export function QueueEmpty({ address, seesAll }: { address: QueueNavigation; seesAll: boolean }) {
  const t = useTranslations("queue.empty");
  const { place, go, filter } = address;
  const view = isStandardView(place.view) ? place.view : "all";
  const usual = standardPlace(view);
  const isUntouched = sameTickets({ ...place, sort: usual.sort, group: null }, usual);
  if (!isUntouched) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("noMatch")}
        text={t("noMatchText")}
        action={<Button onClick={() => filter(noFilters)}>{t("clear")}</Button>}
        className="flex-1"
      />
    );
  }
  const texts = view === "all" && !seesAll ? "nothingForYou" : view;
  return (
    <EmptyState
      icon={icons[view]}
      title={t(texts)}
      text={t(`${texts}Text`)}
      action={
        view === "mine" ? (
          <Button onClick={() => go(standardPlace("unassigned"))}>{t("mineAction")}</Button>
        ) : null
      }
      className="flex-1"
    />
  );
}
