"use client";

import { Check, CircleDot, Signal, Tag, UserRoundCheck, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import { priorityOrder } from "@/components/tasks/priority-menu";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { QueueColumn } from "@/lib/domain/tasks/queue/place";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import type { TicketChanges } from "../../inbox/_components/use-ticket-changes";

/** Which of a row's pickers is open; the keyboard opens them too. */
export type RowPicker = "status" | "assignee" | "tags" | null;

export interface RowKeysProps {
  me: PersonRef;
  ticket: TicketSummary;
  changes: TicketChanges;
  /** Pickers open in their columns. */
  columns: readonly QueueColumn[];
  onPicker: (picker: RowPicker) => void;
}

const pickers = [
  { id: "ticket.assign", name: "assign", keys: "a", icon: UserRoundPlus, column: "assignee" },
  { id: "ticket.status", name: "status", keys: "s", icon: CircleDot, column: "status" },
  { id: "ticket.tags", name: "tags", keys: "t", icon: Tag, column: "tags" },
] as const;

/** What the keyboard and the command palette can do with the row that the walk has come to: the keys of an open ticket. */
export function RowKeys({ me, ticket, changes, columns, onPicker }: RowKeysProps) {
  const t = useTranslations("inbox.keys");
  const priorities = useTranslations("tasks.priority");
  const group = t("ticket");
  const { status } = ticket;
  const done = status === "resolved" || status === "closed";
  useActions([
    ...(status === "closed"
      ? []
      : [
          {
            id: "ticket.resolve",
            label: t("resolve"),
            group,
            keys: "e",
            icon: Check,
            run: () => void changes.setStatus(done ? "open" : "resolved"),
          },
        ]),
    ...pickers
      .filter(({ column }) => columns.includes(column))
      .map(({ id, name, keys, icon, column }) => ({
        id,
        label: t(name),
        group,
        keys,
        icon,
        run: () => onPicker(column),
      })),
    {
      id: "ticket.toMe",
      label: t("toMe"),
      group,
      keys: "i",
      icon: UserRoundCheck,
      run: () => {
        if (ticket.assignee?.id !== me.id) changes.assign(me);
      },
    },
    ...priorityOrder.map((priority, index) => ({
      id: `ticket.priority.${priority}`,
      label: t("priority", { priority: priorities(priority) }),
      group,
      keys: `p ${index + 1}`,
      icon: Signal,
      run: () => changes.setPriority(priority),
    })),
  ]);
  return null;
}
