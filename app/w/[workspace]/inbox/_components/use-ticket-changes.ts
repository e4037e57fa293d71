"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { Priority, TeamRef, TicketStatus, TicketSummary } from "@/lib/domain/tasks/views";
import { useDeeds } from "../../t/_components/use-deeds";
import {
  assignTaskAction,
  changeTaskStatusAction,
  renameTaskAction,
  setTaskPriorityAction,
  snoozeTicketAction,
} from "../actions";

export interface TicketChanges {
  setStatus: (status: TicketStatus) => Promise<boolean>;
  setPriority: (priority: Priority) => void;
  assign: (person: PersonRef | null) => void;
  setTeam: (team: TeamRef | null) => void;
  /** Null wakes it. */
  snooze: (until: Date | null) => void;
  rename: (title: string) => void;
}

/** Changes a ticket: shown at once, taken back with a reason when refused, undone on demand. */
export function useTicketChanges(
  slug: string,
  ticket: TicketSummary | null,
  onChange: (ticket: TicketSummary) => void,
): TicketChanges {
  const t = useTranslations("tasks.done");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const perform = useDeeds(slug, ticket, (from) => from.ticket, onChange);
  return {
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
    setPriority: (priority) =>
      void perform(({ id, number, priority: from }) => ({
        expected: { priority },
        told: t("priority", { number, priority: tasks(`priority.${priority}`) }),
        action: setTaskPriorityAction,
        input: { taskId: id, priority, from },
      })),
    assign: (person) =>
      void perform(({ id, number, assignee }) => ({
        expected: { assignee: person },
        told: person ? t("assigned", { number, name: person.name }) : t("unassigned", { number }),
        action: assignTaskAction,
        input: { taskId: id, assigneeUserId: person?.id ?? null, from: assignee?.id ?? null },
      })),
    setTeam: (team) =>
      void perform(({ id, number }) => ({
        expected: { team },
        told: team ? t("team", { number, name: team.name }) : t("noTeam", { number }),
        action: assignTaskAction,
        input: { taskId: id, teamId: team?.id ?? null },
      })),
    snooze: (until) =>
      void perform(({ id, number }) => {
        const iso = until?.toISOString() ?? null;
        return {
          expected: { snoozedUntil: iso },
          told: until
            ? t("snoozed", { number, time: format.dateTime(until, "soon") })
            : t("woken", { number }),
          action: snoozeTicketAction,
          input: { ticketId: id, until: iso },
        };
      }),
    rename: (title) =>
      void perform(({ id, number }) => ({
        expected: { title },
        told: t("renamed", { number }),
        action: renameTaskAction,
        input: { taskId: id, title },
      })),
  };
}
