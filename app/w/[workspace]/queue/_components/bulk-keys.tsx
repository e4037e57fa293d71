"use client";

import { AlarmClock, Check, CircleDot, Signal, Tag, UserRoundCheck, UserRoundPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import { priorityOrder } from "@/components/tasks/priority-menu";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { BulkDeed } from "@/lib/domain/tasks/bulk/deed";

export type BulkPicker = "status" | "assignee" | "tags" | "snooze" | null;

export interface BulkKeysProps {
  me: PersonRef;
  onDeed: (deed: BulkDeed) => void;
  onPicker: (picker: BulkPicker) => void;
  onClear: () => void;
}

const pickers = [
  { id: "ticket.assign", name: "assign", keys: "a", icon: UserRoundPlus, picker: "assignee" },
  { id: "ticket.status", name: "status", keys: "s", icon: CircleDot, picker: "status" },
  { id: "ticket.tags", name: "tags", keys: "t", icon: Tag, picker: "tags" },
  { id: "ticket.snooze", name: "snooze", keys: "h", icon: AlarmClock, picker: "snooze" },
] as const;

/** The keys of a ticket, for all that are selected. */
export function BulkKeys({ me, onDeed, onPicker, onClear }: BulkKeysProps) {
  const t = useTranslations("inbox.keys");
  const bulk = useTranslations("queue.bulk");
  const priorities = useTranslations("tasks.priority");
  const group = bulk("keys");
  useActions([
    {
      id: "ticket.resolve",
      label: bulk("resolve"),
      group,
      keys: "e",
      icon: Check,
      run: () => onDeed({ kind: "status", status: "resolved" }),
    },
    ...pickers.map(({ id, name, keys, icon, picker }) => ({
      id,
      label: t(name),
      group,
      keys,
      icon,
      run: () => onPicker(picker),
    })),
    {
      id: "ticket.toMe",
      label: t("toMe"),
      group,
      keys: "i",
      icon: UserRoundCheck,
      run: () => onDeed({ kind: "assignee", userId: me.id }),
    },
    ...priorityOrder.map((priority, index) => ({
      id: `ticket.priority.${priority}`,
      label: t("priority", { priority: priorities(priority) }),
      group,
      keys: `p ${index + 1}`,
      icon: Signal,
      run: () => onDeed({ kind: "priority", priority }),
    })),
    { id: "queue.clearSelection", label: bulk("clear"), group, keys: "escape", icon: X, run: onClear },
  ]);
  return null;
}
