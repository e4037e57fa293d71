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
  me: Pick<PersonRef, "id">;
  /** What is to be held, where it is no ticket: some work, or what a chat's new work would be. */
  work?: { taskId: string } | { chatId: string };
  /** Undefined, as for the team: of several tasks that differ. */
  assignee: PersonRef | null | undefined;
  team: TeamRef | null | undefined;
  /** What is offered: people, teams, or both. */
  offers?: "people" | "teams" | "both";
  onAssign: (person: PersonRef | null) => void;
  onTeam: (team: TeamRef | null) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Who holds a task: a person, a team. */
export function HolderPicker({ open, onOpenChange, children, ...list }: HolderPickerProps) {
  const t = useTranslations("tasks.assignee");
  const title = t(list.work ? "titleWork" : "title");
  const [own, setOwn] = useState(false);
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <Popover open={open ?? own} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={title} className="w-72 p-0">
        <List {...list} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

export type HolderListProps = Omit<HolderPickerProps, "open" | "onOpenChange" | "children"> & {
  /** Somebody was chosen. */
  onDone: () => void;
};

function List(props: HolderListProps) {
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
