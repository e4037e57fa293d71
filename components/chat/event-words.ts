"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { MemberEntry } from "@/lib/domain/chats/views";

/** Words a line that the system wrote, in the reader's language and time. */
export function useEventWords(): (entry: MemberEntry) => string {
  const t = useTranslations("chat");
  const tasks = useTranslations("tasks");
  const format = useFormatter();

  return ({ event, author }) => {
    const by = author.kind === "system" ? t("system") : (author.name ?? t("anonymous"));
    if (!event) return t("events.other", { by });
    switch (event.name) {
      case "assigned": {
        const { assignee, team } = event;
        if (assignee && team) return t("events.assigned_both", { by, assignee, team });
        if (assignee)
          return t(assignee === by ? "events.assigned_self" : "events.assigned", { by, assignee });
        return team ? t("events.assigned_team", { by, team }) : t("events.unassigned", { by });
      }
      case "status_changed":
        return t("events.status_changed", { by, to: tasks(`status.${event.to}`) });
      case "priority_changed":
        return t("events.priority_changed", { by, to: tasks(`priority.${priorityOf(event.to)}`) });
      case "snoozed":
        return t("events.snoozed", { by, until: format.dateTime(new Date(event.until), "soon") });
      case "joined":
        return t("events.joined", { member: event.member });
      case "followed_up":
        return t("events.followed_up", { number: event.number });
      case "title_changed":
        return t("events.title_changed", { by, to: event.to });
      case "ticket_opened":
      case "unsnoozed":
      case "resolved":
      case "reopened":
      case "closed":
        return t(`events.${event.name}`, { by });
      default:
        // Written by a newer version than this page.
        return t("events.other", { by });
    }
  };
}

function priorityOf(value: string): "low" | "normal" | "high" | "urgent" {
  return value === "low" || value === "high" || value === "urgent" ? value : "normal";
}
