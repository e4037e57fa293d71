"use client";

import { useTranslations } from "next-intl";
import { useDayWords } from "@/components/tasks/due-picker";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TaskStatus } from "@/lib/domain/tasks/task-status";
import type { Priority, Severity, TeamRef, WorkView } from "@/lib/domain/tasks/views";
import {
  assignTaskAction,
  changeTaskStatusAction,
  renameTaskAction,
  setTaskPriorityAction,
} from "../../inbox/actions";
import { setDueDateAction, setSeverityAction } from "../actions";
import { useDeeds } from "./use-deeds";

export interface WorkChanges {
  setStatus: (status: TaskStatus) => void;
  setPriority: (priority: Priority) => void;
  setSeverity: (severity: Severity | null) => void;
  setDue: (dueOn: string | null) => void;
  assign: (person: PersonRef | null) => void;
  setTeam: (team: TeamRef | null) => void;
  rename: (title: string) => void;
}

/** Changes a task, bug or epic, field by field. */
export function useWorkChanges(
  slug: string,
  work: WorkView | null,
  onChange: (work: WorkView) => void,
): WorkChanges {
  const t = useTranslations("tasks.done");
  const tasks = useTranslations("tasks");
  const dayWords = useDayWords();
  const perform = useDeeds(slug, work, (from) => from.work, onChange);
  return {
    setStatus: (status) =>
      void perform(({ id, number, status: from }) => ({
        expected: { status },
        told: t("status", { number, status: tasks(`status.${status}`) }),
        action: changeTaskStatusAction,
        input: { taskId: id, status, from },
      })),
    setPriority: (priority) =>
      void perform(({ id, number, priority: from }) => ({
        expected: { priority },
        told: t("priority", { number, priority: tasks(`priority.${priority}`) }),
        action: setTaskPriorityAction,
        input: { taskId: id, priority, from },
      })),
    setSeverity: (severity) =>
      void perform(({ id, number, severity: from }) => ({
        expected: { severity },
        told: t("severity", { number, severity: tasks(`severity.${severity ?? "none"}`) }),
        action: setSeverityAction,
        input: { taskId: id, severity, from },
      })),
    setDue: (dueOn) =>
      void perform(({ id, number, dueOn: from }) => ({
        expected: { dueOn },
        told: dueOn ? t("due", { number, day: dayWords(dueOn) }) : t("noDue", { number }),
        action: setDueDateAction,
        input: { taskId: id, dueOn, from },
      })),
    assign: (person) =>
      void perform(({ id, number, assignee }) => ({
        expected: { assignee: person },
        told: person ? t("assigned", { number, name: person.name }) : t("nobody", { number }),
        action: assignTaskAction,
        input: { taskId: id, assigneeUserId: person?.id ?? null, from: assignee?.id ?? null },
      })),
    setTeam: (team) =>
      void perform(({ id, number, team: from }) => ({
        expected: { team },
        told: team ? t("team", { number, name: team.name }) : t("noTeam", { number }),
        action: assignTaskAction,
        input: { taskId: id, teamId: team?.id ?? null, fromTeam: from?.id ?? null },
      })),
    rename: (title) =>
      void perform(({ id, number, title: from }) => ({
        expected: { title },
        told: t("renamed", { number }),
        action: renameTaskAction,
        input: { taskId: id, title, from },
      })),
  };
}
