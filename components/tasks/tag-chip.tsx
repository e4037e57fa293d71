import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { TagColor, TagRef } from "@/lib/domain/tasks/tag-rules";

const fills: Record<TagColor, string> = {
  gray: "bg-tag-gray",
  red: "bg-tag-red",
  orange: "bg-tag-orange",
  yellow: "bg-tag-yellow",
  green: "bg-tag-green",
  teal: "bg-tag-teal",
  blue: "bg-tag-blue",
  indigo: "bg-tag-indigo",
  purple: "bg-tag-purple",
  pink: "bg-tag-pink",
};
const tints: Record<TagColor, string> = {
  gray: "bg-tag-gray/14",
  red: "bg-tag-red/14",
  orange: "bg-tag-orange/14",
  yellow: "bg-tag-yellow/16",
  green: "bg-tag-green/14",
  teal: "bg-tag-teal/14",
  blue: "bg-tag-blue/14",
  indigo: "bg-tag-indigo/14",
  purple: "bg-tag-purple/14",
  pink: "bg-tag-pink/14",
};

/** The colour of a tag; its name stands beside it. */
export const TagDot = ({ color, className }: { color: TagColor; className?: string }) => (
  <span aria-hidden className={cn("size-2 shrink-0 rounded-full", fills[color], className)} />
);

export function TagChip({ tag, className }: { tag: TagRef; className?: string }) {
  return (
    <span
      title={tag.name}
      className={cn(
        "inline-flex h-5 min-w-0 items-center gap-1.5 rounded-sm px-1.5 text-text text-xs",
        tints[tag.color],
        className,
      )}
    >
      <TagDot color={tag.color} />
      <span className="truncate">{tag.name}</span>
    </span>
  );
}

/** A few tags in one line; how many more there are is said after them. */
export function TagChips({ tags, most }: { tags: readonly TagRef[]; most: number }) {
  const t = useTranslations("tasks.tags");
  const more = tags.slice(most);
  return (
    <>
      {tags.slice(0, most).map((tag) => (
        <TagChip key={tag.id} tag={tag} className="max-w-28 shrink-0" />
      ))}
      {more.length > 0 ? (
        <span title={more.map(({ name }) => name).join(", ")} className="shrink-0 text-subtle text-xs">
          <span aria-hidden>+{more.length}</span>
          <span className="sr-only">{t("more", { count: more.length })}</span>
        </span>
      ) : null}
    </>
  );
}
