"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TeamRef } from "@/lib/domain/tasks/views";

// Searching and its list come with the first click.
const listParts = lazyParts(() => import("./holder-list"));

export interface HolderPickerProps {
  slug: string;
  me: PersonRef;
  assignee: PersonRef | null;
  team: TeamRef | null;
  /** What is offered: people, teams, or both. */
  offers?: "people" | "teams" | "both";
  onAssign: (person: PersonRef | null) => void;
  onTeam: (team: TeamRef | null) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Who holds a ticket: a person, a team. */
export function HolderPicker({ open, onOpenChange, children, ...list }: HolderPickerProps) {
  const t = useTranslations("tasks.assignee");
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={t("title")} className="w-72 p-0">
        <List {...list} />
      </PopoverContent>
    </Popover>
  );
}

function List(props: Omit<HolderPickerProps, "open" | "onOpenChange" | "children">) {
  const t = useTranslations("tasks.assignee");
  const [failed, setFailed] = useState(false);
  const parts = useParts(listParts, true, () => setFailed(true));
  if (parts) return <parts.HolderList {...props} />;
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="w-52" />
    </div>
  );
}
