"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
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
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>{t("status.label")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={status} onValueChange={(value) => onChange(value as Status)}>
          {[status, ...next].map((option) => (
            <DropdownMenuRadioItem
              key={option}
              value={option}
              icon={<StatusIcon status={option} className="size-4" />}
            >
              {t(`status.${option}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        {next.length === 0 ? <p className="px-2 py-1.5 text-muted text-xs">{t("statusHint.none")}</p> : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
