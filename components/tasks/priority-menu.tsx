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
import type { Priority } from "@/lib/domain/tasks/views";
import { PriorityIcon } from "./priority-icon";

/** From the first shortcut to the last: `P` then 1–4. */
export const priorityOrder: readonly Priority[] = ["low", "normal", "high", "urgent"];

export interface PriorityMenuProps {
  priority: Priority;
  onChange: (priority: Priority) => void;
  children: ReactNode;
}

export function PriorityMenu({ priority, onChange, children }: PriorityMenuProps) {
  const t = useTranslations("tasks.priority");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-52">
        <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={priority} onValueChange={(value) => onChange(value as Priority)}>
          {priorityOrder.toReversed().map((option) => (
            <DropdownMenuRadioItem
              key={option}
              value={option}
              icon={<PriorityIcon priority={option} className="size-4" />}
            >
              {t(option)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
