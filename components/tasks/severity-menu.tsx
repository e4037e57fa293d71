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
import type { Severity } from "@/lib/domain/tasks/views";

/** The worst first. */
export const severityOrder: readonly Severity[] = ["blocker", "critical", "major", "minor"];

export interface SeverityMenuProps {
  severity: Severity | null;
  onChange: (severity: Severity | null) => void;
  /** The button. */
  children: ReactNode;
}

/** How bad a bug is. */
export function SeverityMenu({ severity, onChange, children }: SeverityMenuProps) {
  const t = useTranslations("tasks.severity");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-52">
        <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={severity ?? "none"}
          onValueChange={(value) => onChange(value === "none" ? null : (value as Severity))}
        >
          {[...severityOrder, "none" as const].map((option) => (
            <DropdownMenuRadioItem key={option} value={option}>
              {t(option)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
