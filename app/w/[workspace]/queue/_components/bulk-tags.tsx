"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { TagList } from "@/components/tasks/tag-picker";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { BulkDeed } from "@/lib/domain/tasks/bulk/deed";
import { type TagRef, tagKey } from "@/lib/domain/tasks/tag-rules";
import type { TicketListItem } from "@/lib/domain/tasks/views";

export interface BulkTagsProps {
  slug: string;
  /** Those of the selected that are loaded. */
  tickets: readonly TicketListItem[];
  /** They are all that are selected. */
  complete: boolean;
  onDeed: (deed: BulkDeed) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Tags to put on many tickets, or to take away from them: chosen first, done with all at once. */
export function BulkTags({ open, onOpenChange, children, ...rest }: BulkTagsProps) {
  const t = useTranslations("tasks.tags");
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={t("title")} className="w-72 p-0">
        <Choice {...rest} onDone={() => onOpenChange(false)} />
      </PopoverContent>
    </Popover>
  );
}

type ChoiceProps = Pick<BulkTagsProps, "slug" | "tickets" | "complete" | "onDeed"> & { onDone: () => void };

function Choice({ slug, tickets, complete, onDeed, onDone }: ChoiceProps) {
  const t = useTranslations("queue.bulk.tags");
  const [add, setAdd] = useState<readonly TagRef[]>([]);
  const [remove, setRemove] = useState<readonly TagRef[]>([]);
  const without = (list: readonly TagRef[], tag: TagRef) => list.filter(({ id }) => id !== tag.id);
  const hasTag = (ticket: TicketListItem, tag: TagRef) => ticket.tags.some(({ id }) => id === tag.id);
  const onAll = complete
    ? (tickets[0]?.tags ?? []).filter((tag) => tickets.every((ticket) => hasTag(ticket, tag)))
    : [];
  const shown = [...onAll.filter((tag) => !remove.some(({ id }) => id === tag.id)), ...add];
  const changes = [...add.map(({ name }) => `+${name}`), ...remove.map(({ name }) => `−${name}`)];
  return (
    <>
      <TagList
        slug={slug}
        tags={shown}
        onAdd={(tag) => {
          setRemove(without(remove, tag));
          if (!onAll.some(({ id }) => id === tag.id)) setAdd([...add, tag]);
        }}
        onRemove={(tag) => {
          setAdd(without(add, tag));
          // Where no ticket has it, there is nothing to take away.
          const nowhere = complete && !tickets.some((ticket) => hasTag(ticket, tag));
          if (!nowhere && !isNew(tag)) setRemove([...remove, tag]);
        }}
        onCreate={(name) => setAdd([...add, { id: `${newPrefix}${tagKey(name)}`, name, color: "gray" }])}
        onDone={onDone}
      />
      <div className="flex items-center gap-2 border-border border-t p-2">
        <p role="status" className="min-w-0 flex-1 truncate px-1 text-muted text-xs">
          {changes.length > 0 ? changes.join(", ") : t("hint")}
        </p>
        <Button
          variant="primary"
          size="sm"
          disabled={changes.length === 0}
          onClick={() => {
            onDone();
            onDeed({
              kind: "tags",
              add: add.filter((tag) => !isNew(tag)).map(({ id }) => id),
              create: add.filter(isNew).map(({ name }) => name),
              remove: remove.map(({ id }) => id),
            });
          }}
        >
          {t("apply")}
        </Button>
      </div>
    </>
  );
}

/** Made once the change begins. */
const newPrefix = "new ";
const isNew = ({ id }: TagRef) => id.startsWith(newPrefix);
