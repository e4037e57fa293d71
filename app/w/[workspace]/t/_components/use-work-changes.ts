"use client";

import { useTranslations } from "next-intl";
import { useDayWords } from "@/components/tasks/due-picker";
import type { TaskStatus } from "@/lib/domain/tasks/task-status";
import type { Severity, WorkView } from "@/lib/domain/tasks/views";
import { changeTaskStatusAction } from "../../inbox/actions";
import { setDescriptionAction, setDueDateAction, setSeverityAction } from "../actions";
import { useDeeds } from "./use-deeds";
import { type TaskChanges, useTaskChanges } from "./use-task-changes";

export interface WorkChanges extends TaskChanges {
  setStatus: (status: TaskStatus) => void;
  setSeverity: (severity: Severity | null) => void;
  setDue: (dueOn: string | null) => void;
  /** @param from what was read. @returns whether it was stored */
  describe: (from: string, description: string) => Promise<boolean>;
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
    ...useTaskChanges(perform, "nobody"),
    setStatus: (status) =>
      void perform(({ id, number, status: from }) => ({
        expected: { status },
        told: t("status", { number, status: tasks(`status.${status}`) }),
        action: changeTaskStatusAction,
        input: { taskId: id, status, from },
      })),
    setSeverity: (severity) =>
      void perform(({ id, number, severity: from }) => ({
        expected: { severity },
        told: t("severity", { number, severity: tasks(`severity.${severity ?? "none"}`) }),
        action: setSeverityAction,
        input: { taskId: id, severity, from },
      })),
    describe: (from, description) =>
      perform(({ id, number }) => ({
        expected: {},
        told: t("described", { number }),
        action: setDescriptionAction,
        input: { taskId: id, description, from },
      })),
    setDue: (dueOn) =>
      void perform(({ id, number, dueOn: from }) => ({
        expected: { dueOn },
        told: dueOn ? t("due", { number, day: dayWords(dueOn) }) : t("noDue", { number }),
        action: setDueDateAction,
        input: { taskId: id, dueOn, from },
      })),
  };
}
