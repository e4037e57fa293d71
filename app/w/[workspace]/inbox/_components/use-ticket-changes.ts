"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { TicketStatus, TicketSummary } from "@/lib/domain/tasks/views";
import { useDeeds } from "../../t/_components/use-deeds";
import { type TaskChanges, useTaskChanges } from "../../t/_components/use-task-changes";
import { changeTaskStatusAction, snoozeTicketAction } from "../actions";

export interface TicketChanges extends TaskChanges {
  setStatus: (status: TicketStatus) => Promise<boolean>;
  /** Null wakes it. */
  snooze: (until: Date | null) => void;
}

/** Changes a ticket: shown at once, taken back with a reason when refused, undone on demand. */
export function useTicketChanges(
  slug: string,
  ticket: TicketSummary | null,
  onChange: (ticket: TicketSummary) => void,
  timeZone: string,
): TicketChanges {
  const t = useTranslations("tasks.done");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const perform = useDeeds(slug, ticket, (from) => from.ticket, onChange);
  return {
    ...useTaskChanges(perform, "unassigned"),
    setStatus: (status) =>
      perform(({ id, number, status: from }) => {
        const resolved = status === "resolved";
        return {
          expected: { status, ...(resolved ? { waitingSince: null, snoozedUntil: null } : {}) },
          told: resolved
            ? t("resolved", { number })
            : t("status", { number, status: tasks(`status.${status}`) }),
          action: changeTaskStatusAction,
          input: { taskId: id, status, from },
        };
      }),
    snooze: (until) =>
      void perform(({ id, number }) => {
        const iso = until?.toISOString() ?? null;
        return {
          expected: { snoozedUntil: iso },
          told: until
            ? t("snoozed", { number, time: format.dateTime(until, "soon", { timeZone }) })
            : t("woken", { number }),
          action: snoozeTicketAction,
          input: { ticketId: id, until: iso },
        };
      }),
  };
}
