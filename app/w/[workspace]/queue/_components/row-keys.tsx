"use client";

import { Check, CircleDot, Signal, UserRoundCheck, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import { priorityOrder } from "@/components/tasks/priority-menu";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import type { TicketChanges } from "../../inbox/_components/use-ticket-changes";

/** Which of a row's pickers is open; the keyboard opens them too. */
export type RowPicker = "status" | "assignee" | null;

export interface RowKeysProps {
  me: PersonRef;
  ticket: TicketSummary;
  changes: TicketChanges;
  onPicker: (picker: RowPicker) => void;
}

/** What the keyboard and the command palette can do with the row that the walk has come to: the keys of an open ticket. */
export function RowKeys({ me, ticket, changes, onPicker }: RowKeysProps) {
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
    {
      id: "ticket.assign",
      label: t("assign"),
      group,
      keys: "a",
      icon: UserRoundPlus,
      run: () => onPicker("assignee"),
    },
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
    {
      id: "ticket.status",
      label: t("status"),
      group,
      keys: "s",
      icon: CircleDot,
      run: () => onPicker("status"),
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
