"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useState } from "react";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { TagRef } from "@/lib/domain/tasks/tag-rules";
import { TagChip } from "./tag-chip";

// Searching and its list come with the first click.
const choiceParts = lazyParts(() => import("./tag-choices"));

export interface TagChoicesProps {
  slug: string;
  /** Those that the task has. */
  tags: readonly TagRef[];
  onAdd: (tag: TagRef) => void;
  onRemove: (tag: TagRef) => void;
  /** A name that no tag has yet. */
  onCreate: (name: string) => void;
}

export interface TagPickerProps extends TagChoicesProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

export type TagListProps = TagChoicesProps & { onDone: () => void };

/** The list of tags by itself, for an own popover. */
export { Choices as TagList };

/** Which tags a task has: chosen one after the other, or made by typing their name. */
export function TagPicker({ open, onOpenChange, children, ...choices }: TagPickerProps) {
  const t = useTranslations("tasks.tags");
  const [own, setOwn] = useState(false);
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <Popover open={open ?? own} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={t("title")} className="w-72 p-0">
        <Choices {...choices} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function Choices(props: TagListProps) {
  const t = useTranslations("tasks.tags");
  const [failed, setFailed] = useState(false);
  const parts = useParts(choiceParts, true, () => setFailed(true));
  if (parts) return <parts.TagChoices {...props} />;
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="w-52" />
    </div>
  );
}

/** The tags of a task as the value of a field: pressing it opens what changes them. */
export function TagsButton({ tags, ...props }: { tags: readonly TagRef[] } & ComponentProps<"button">) {
  const t = useTranslations("tasks.tags");
  const names = tags.map(({ name }) => name).join(", ");
  return (
    <button
      type="button"
      aria-label={`${t("label")}: ${names || t("none")}`}
      className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-1 rounded-md px-1.5 py-1 text-left hover:bg-hover data-[state=open]:bg-hover"
      {...props}
    >
      {tags.length === 0 ? <span className="text-muted">{t("none")}</span> : null}
      {tags.map((tag) => (
        <TagChip key={tag.id} tag={tag} className="max-w-full" />
      ))}
    </button>
  );
}
