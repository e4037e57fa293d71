"use client";

import { CircleDot, Signal, Tag, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import { priorityOrder } from "@/components/tasks/priority-menu";
import type { WorkChanges } from "./use-work-changes";

/** Which of the fields is open; the keyboard opens them too. */
export type OpenField = "status" | "assignee" | "tags" | null;

export interface TaskKeysProps {
  changes: WorkChanges;
  onField: (field: OpenField) => void;
}

/** What the keyboard and the command palette can do with the task on the screen: the same keys as for a ticket. */
export function TaskKeys({ changes, onField }: TaskKeysProps) {
  const t = useTranslations("tasks");
  const group = t("type.task");
  useActions([
    {
      id: "task.status",
      label: t("keys.status"),
      group,
      keys: "s",
      icon: CircleDot,
      run: () => onField("status"),
    },
    {
      id: "task.assign",
      label: t("keys.assign"),
      group,
      keys: "a",
      icon: UserRoundPlus,
      run: () => onField("assignee"),
    },
    {
      id: "task.tags",
      label: t("keys.tags"),
      group,
      keys: "t",
      icon: Tag,
      run: () => onField("tags"),
    },
    ...priorityOrder.map((priority, index) => ({
      id: `task.priority.${priority}`,
      label: t("keys.priority", { priority: t(`priority.${priority}`) }),
      group,
      keys: `p ${index + 1}`,
      icon: Signal,
      run: () => changes.setPriority(priority),
    })),
  ]);
  return null;
}
