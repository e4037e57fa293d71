"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { PersonRef } from "@/lib/domain/people/person-ref";

// Searching and its list come with the first click.
const choiceParts = lazyParts(() => import("./person-choices"));

export interface PersonChoicesProps {
  slug: string;
  myId: string;
  /** What they are chosen for. */
  label: string;
  person: PersonRef | null;
  /** Undefined for nobody. */
  onChoose: (person: PersonRef | undefined) => void;
}

/** One of the members of the workspace, behind a button. */
export function PersonPicker({ children, ...props }: PersonChoicesProps & { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const onChoose = (person: PersonRef | undefined) => {
    setOpen(false);
    props.onChoose(person);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={props.label} className="w-72 p-0">
        <Choices {...props} onChoose={onChoose} />
      </PopoverContent>
    </Popover>
  );
}

function Choices(props: PersonChoicesProps) {
  const t = useTranslations("tasks.assignee");
  const [failed, setFailed] = useState(false);
  const parts = useParts(choiceParts, true, () => setFailed(true));
  if (parts) return <parts.PersonChoices {...props} />;
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="w-52" />
    </div>
  );
}
