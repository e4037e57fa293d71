"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useFieldWords } from "@/components/tasks/fields/use-field-words";
import type { MemberEntry, NamedTask } from "@/lib/domain/chats/views";

/** Words a line that the system wrote, in the reader's language and time. */
export function useEventWords(timeZone: string): (entry: MemberEntry) => string {
  const t = useTranslations("chat");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const { told } = useFieldWords();

  const named = ({ type, number }: NamedTask) => tasks(`named.${type}`, { number });
  const people = ({ members, more }: { members: string[]; more: number }) =>
    format.list(more > 0 ? [...members, t("events.more", { count: more })] : members);
  const dayWords = (day: string) => format.dateTime(new Date(`${day}T00:00Z`), "date", { timeZone: "UTC" });

  const wordsOf = ({ event, author }: Pick<MemberEntry, "event" | "author">): string => {
    const by = author.kind === "system" ? t("system") : (author.name ?? t("anonymous"));
    if (!event) return t("events.other", { by });
    switch (event.name) {
      case "assigned": {
        const { assignee, team } = event;
        // By the rules of a team; nobody else hands out tickets without a name.
        if (assignee && author.kind === "system") return t("events.assigned_automatically", { assignee });
        if (assignee && team) return t("events.assigned_both", { by, assignee, team });
        if (assignee)
          return t(assignee === by ? "events.assigned_self" : "events.assigned", { by, assignee });
        return team ? t("events.assigned_team", { by, team }) : t("events.unassigned", { by });
      }
      case "status_changed":
        return t("events.status_changed", { by, to: tasks(`status.${event.to}`) });
      case "priority_changed":
        return t("events.priority_changed", { by, to: tasks(`priority.${event.to}`) });
      case "severity_changed":
        return t("events.severity_changed", { by, to: tasks(`severity.${event.to ?? "none"}`) });
      case "due_changed":
        return event.to === null
          ? t("events.due_removed", { by })
          : t("events.due_changed", { by, to: dayWords(event.to) });
      case "tags_changed": {
        const [added, removed] = [format.list(event.added), format.list(event.removed)];
        if (event.added.length > 0 && event.removed.length > 0)
          return t("events.tags_exchanged", { by, added, removed });
        return event.added.length > 0
          ? t("events.tags_added", { by, tags: added, count: event.added.length })
          : t("events.tags_removed", { by, tags: removed, count: event.removed.length });
      }
      case "field_changed": {
        const { field, type } = event;
        const [from, to] = [told(type, event.from), told(type, event.to)];
        if (from && to) return t("events.field_changed", { by, field, from, to });
        return to ? t("events.field_set", { by, field, to }) : t("events.field_emptied", { by, field, from });
      }
      case "parent_changed":
        return event.to
          ? t("events.parent_set", { by, parent: named(event.to) })
          : t("events.parent_removed", { by, parent: event.from ? named(event.from) : "" });
      case "part_added":
      case "part_removed":
        return t(`events.${event.name}`, { by, part: named(event.part) });
      case "followers_changed":
        return event.added.length > 0
          ? t("events.followers_added", { by, people: format.list(event.added), count: event.added.length })
          : t("events.followers_removed", { by, people: format.list(event.removed) });
      case "task_created":
        return t("events.task_created", { by, made: named(event.made) });
      case "linked":
      case "unlinked": {
        const kind = tasks(`links.${event.inverse ? "inverse" : "kinds"}.${event.kind}`);
        return t(`events.${event.name}`, { by, kind, other: named(event.other) });
      }
      case "linked_done":
        return t(`events.linked_${event.to}`, { by, other: named(event.other) });
      case "snoozed":
        return t("events.snoozed", {
          by,
          until: format.dateTime(new Date(event.until), "soon", { timeZone }),
        });
      case "joined":
        return t("events.joined", { member: event.member });
      case "split":
        return t("events.split", { by, count: event.messageIds.length, number: event.other.number });
      case "split_from":
        return t("events.split_from", { by, count: event.count, number: event.other.number });
      case "merged":
      case "merged_into":
      case "unmerged":
      case "unmerged_from":
        return t(`events.${event.name}`, { by, number: event.other.number });
      case "closing_soon":
        return event.text
          ? t("events.closing_soon_text", { text: event.text })
          : t("events.closing_soon", { days: event.days });
      case "followed_up":
        return t("events.followed_up", { number: event.number });
      case "title_changed":
        return t("events.title_changed", { by, to: event.to });
      case "chat_created":
        return event.members.length > 0
          ? t("events.chat_created", { by, members: people(event) })
          : t("events.chat_created_alone", { by });
      case "chat_renamed":
        return event.to === null
          ? t("events.chat_unnamed", { by })
          : t("events.chat_renamed", { by, to: event.to });
      case "participants_added":
        return event.members.length === 1 && event.members[0] === by
          ? t("events.participants_joined", { by })
          : t("events.participants_added", { by, members: people(event) });
      case "participant_removed":
        return t("events.participant_removed", { by, member: event.member });
      case "participant_left":
        return t("events.participant_left", { member: event.member });
      case "chat_role_changed":
        return t(event.to === "owner" ? "events.chat_role_owner" : "events.chat_role_member", {
          by,
          member: event.member,
        });
      case "described":
      case "description_removed":
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
  // Done to another task than the chat's: which one is said first.
  return (entry) => {
    const task = entry.event?.task;
    return task
      ? capitalised(t("events.about", { task: named(task), words: wordsOf(entry) }))
      : wordsOf(entry);
  };
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
