"use client";

import { AlarmClock, CheckCheck, CircleCheck, Inbox, MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TicketView } from "@/lib/domain/tasks/ticket-views";
import type { InboxNavigation } from "./use-inbox-address";

const icons = {
  mine: CheckCheck,
  unassigned: Inbox,
  waiting: CheckCheck,
  snoozed: AlarmClock,
  resolved: CircleCheck,
};

export interface ListEmptyProps {
  address: InboxNavigation;
  chatKey: string | null;
  seesAll: boolean;
}

/** Why the list has nothing, and what to do: nothing found, nothing yet, or all done. */
export function ListEmpty({ address, chatKey, seesAll }: ListEmptyProps) {
  const t = useTranslations("inbox.empty");
  const { view, q, go } = address;
  if (q) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("noMatch")}
        text={t("noMatchText", { q })}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => go({ q: "" })}>{t("clear")}</Button>
            {view === "all" ? null : <Button onClick={() => go({ view: "all" })}>{t("searchAll")}</Button>}
          </div>
        }
      />
    );
  }
  if (view === "all") {
    return (
      <EmptyState
        icon={MessagesSquare}
        title={t(seesAll ? "firstRun" : "nothingForYou")}
        text={t(seesAll ? "firstRunText" : "nothingForYouText")}
        action={
          chatKey ? (
            <Button asChild variant="primary">
              <a href={`/c/${chatKey}`} target="_blank" rel="noreferrer">
                {t("firstRunAction")}
              </a>
            </Button>
          ) : null
        }
      />
    );
  }
  return (
    <EmptyState
      icon={icons[view as Exclude<TicketView, "all">]}
      title={t(view)}
      text={t(`${view}Text`)}
      action={
        view === "mine" ? <Button onClick={() => go({ view: "unassigned" })}>{t("mineAction")}</Button> : null
      }
    />
  );
}
