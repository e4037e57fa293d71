"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RadioMenu } from "@/components/ui/radio-menu";
import { nextStatuses, type TaskStatus, type TaskType } from "@/lib/domain/tasks/task-status";
import { StatusIcon } from "./status-icon";

export interface StatusMenuProps<Status extends TaskStatus> {
  type: TaskType;
  status: Status;
  onChange: (status: Status) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Offers only the moves that the machine of the task's type allows. */
export function StatusMenu<Status extends TaskStatus>(props: StatusMenuProps<Status>) {
  const { type, status, onChange, open, onOpenChange, children } = props;
  const t = useTranslations("tasks");
  const next = nextStatuses(type, status);
  const options = [status, ...next].map((value) => ({
    value,
    label: t(`status.${value}`),
    icon: <StatusIcon status={value} className="size-4" />,
  }));
  return (
    <RadioMenu<TaskStatus>
      label={t("status.label")}
      value={status}
      options={options}
      onChange={(value) => onChange(value as Status)}
      open={open}
      onOpenChange={onOpenChange}
      className="w-60"
      hint={next.length === 0 ? t("statusHint.none") : null}
    >
      {children}
    </RadioMenu>
  );
}
