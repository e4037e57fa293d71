"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { BulkDeed } from "@/lib/domain/tasks/bulk/deed";

/** Says in a few words what was asked for. */
export function useDeedWords(timeZone: string): (deed: BulkDeed, label: string) => string {
  const t = useTranslations("queue.bulk.deed");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  return useCallback(
    (deed, label) => {
      switch (deed.kind) {
        case "status":
          return t("status", { value: tasks(`status.${deed.status}`) });
        case "priority":
          return t("priority", { value: tasks(`priority.${deed.priority}`) });
        case "assignee":
          return t("assignee", { value: deed.userId ? label : tasks("assignee.unassigned") });
        case "team":
          return t("team", { value: deed.teamId ? label : tasks("team.none") });
        case "tags":
          return t("tags", { value: label });
        case "snooze":
          return deed.until
            ? t("snooze", { time: format.dateTime(new Date(deed.until), "soon", { timeZone }) })
            : t("wake");
      }
    },
    [t, tasks, format, timeZone],
  );
}
