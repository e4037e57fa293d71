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
import { nextStatuses } from "@/lib/domain/tasks/ticket-status";
import type { TicketStatus } from "@/lib/domain/tasks/views";
import { StatusIcon } from "./status-icon";

export interface StatusMenuProps {
  status: TicketStatus;
  onChange: (status: TicketStatus) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Offers only the moves that the ticket's machine allows. */
export function StatusMenu({ status, onChange, open, onOpenChange, children }: StatusMenuProps) {
  const t = useTranslations("tasks");
  const next = nextStatuses(status);
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>{t("status.label")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={status} onValueChange={(value) => onChange(value as TicketStatus)}>
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
