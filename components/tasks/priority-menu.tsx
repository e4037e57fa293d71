"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RadioMenu } from "@/components/ui/radio-menu";
import type { Priority } from "@/lib/domain/tasks/views";
import { PriorityIcon } from "./priority-icon";

/** From the first shortcut to the last: `P` then 1–4. */
export const priorityOrder: readonly Priority[] = ["low", "normal", "high", "urgent"];

export interface PriorityMenuProps {
  /** Null: of several tasks that differ. */
  priority: Priority | null;
  onChange: (priority: Priority) => void;
  children: ReactNode;
}

export function PriorityMenu({ priority, onChange, children }: PriorityMenuProps) {
  const t = useTranslations("tasks.priority");
  const options = priorityOrder.toReversed().map((value) => ({
    value,
    label: t(value),
    icon: <PriorityIcon priority={value} className="size-4" />,
  }));
  return (
    <RadioMenu label={t("label")} value={priority} options={options} onChange={onChange} className="w-52">
      {children}
    </RadioMenu>
  );
}
