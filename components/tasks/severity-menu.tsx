"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RadioMenu } from "@/components/ui/radio-menu";
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
  const options = [...severityOrder, "none" as const].map((value) => ({ value, label: t(value) }));
  return (
    <RadioMenu
      label={t("label")}
      value={severity ?? "none"}
      options={options}
      onChange={(value) => onChange(value === "none" ? null : value)}
      className="w-52"
    >
      {children}
    </RadioMenu>
  );
}
