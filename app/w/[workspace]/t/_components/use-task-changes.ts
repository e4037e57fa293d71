"use client";

import { useTranslations } from "next-intl";
import { useFieldWords } from "@/components/tasks/fields/use-field-words";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { type FieldDefinition, type FieldValue, plainValue } from "@/lib/domain/tasks/fields/field-rules";
import type { Priority, TeamRef, TicketSummary } from "@/lib/domain/tasks/views";
import {
  assignTaskAction,
  renameTaskAction,
  setFieldAction,
  setTaskPriorityAction,
} from "../../inbox/actions";
import { type TagChange, tagDeed } from "./tag-deed";
import type { Perform } from "./use-deeds";

export interface TaskChanges {
  setPriority: (priority: Priority) => void;
  assign: (person: PersonRef | null) => void;
  setTeam: (team: TeamRef | null) => void;
  rename: (title: string) => void;
  tag: (change: TagChange) => void;
  /** Undefined for none. */
  setField: (field: FieldDefinition, value: FieldValue | undefined) => void;
}

/** What tickets and other work have in common. */
type Task = Pick<
  TicketSummary,
  "id" | "number" | "title" | "priority" | "assignee" | "team" | "tags" | "fields"
>;

/**
 * Changes that any task can have. Each says what it was made from: who changed that first is not overwritten unseen.
 * @param nobody how it is told that nobody holds the task any longer
 */
export function useTaskChanges(perform: Perform<Task>, nobody: "unassigned" | "nobody"): TaskChanges {
  const t = useTranslations("tasks.done");
  const tasks = useTranslations("tasks");
  const { words } = useFieldWords();
  return {
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
        told: person ? t("assigned", { number, name: person.name }) : t(nobody, { number }),
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
    tag: (change) => void perform((task) => tagDeed(task, change, t)),
    setField: (field, value) =>
      void perform(({ id, number, fields }) => {
        const { [field.id]: before, ...others } = fields ?? {};
        const told = value === undefined && field.type !== "checkbox" ? "noField" : "field";
        return {
          expected: { fields: value === undefined ? others : { ...others, [field.id]: value } },
          told: t(told, { number, field: field.name, value: words(field, value) }),
          action: setFieldAction,
          input: { taskId: id, fieldId: field.id, value: plainValue(value), from: plainValue(before) },
        };
      }),
    rename: (title) =>
      void perform(({ id, number, title: from }) => ({
        expected: { title },
        told: t("renamed", { number }),
        action: renameTaskAction,
        input: { taskId: id, title, from },
      })),
  };
}
