"use client";

import { useFormatter, useTranslations } from "next-intl";
import { readDay, readTime } from "@/lib/hashtags/days";
import type { ValueKind } from "@/lib/hashtags/tags";

/** What a value of a command is called in the reader's language; of days, which day that is. */
export function useValueWords(zone: string): (of: ValueKind, value: string) => string {
  const t = useTranslations("composer.values");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  return (of, value) => {
    switch (of) {
      case "status":
      case "priority":
      case "severity": {
        const key = `${of}.${value}` as Parameters<typeof tasks>[0];
        return tasks.has(key) ? tasks(key) : value;
      }
      case "assignee":
        return value === "@me" ? t("me") : value === "none" ? t("nobody") : value;
      case "date":
      case "time": {
        const clock = { now: Date.now(), zone };
        const at = of === "date" ? readDay(value, clock) : (instant(value) ?? readTime(value, clock));
        if (at === null) return t(of === "date" ? "noDay" : "awake");
        if (at === undefined) return value;
        if (typeof at === "number") return format.dateTime(at, "soon", { timeZone: zone });
        const day = format.dateTime(new Date(`${at}T00:00Z`), {
          timeZone: "UTC",
          weekday: "short",
          day: "numeric",
          month: "short",
          year: "numeric",
        });
        return value === "today" || value === "tomorrow" ? `${t(value)} · ${day}` : day;
      }
      case "tags":
      case "ticket":
      case "title":
        return value;
    }
  };
}

/** Of an exact time. */
const instant = (value: string) => (/^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : undefined);
