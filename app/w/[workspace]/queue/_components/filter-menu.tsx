"use client";

import { ListFilter, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import { type DayRange, noFilters, type QueueFilters } from "@/lib/domain/tasks/queue/place";
import { useFieldFilterWords } from "./use-field-filter-words";
import type { QueueNavigation } from "./use-queue-address";

const parts = lazyParts(() => import("./filter-panel"));

export interface FilterMenuProps {
  slug: string;
  start: QueueStartView;
  address: QueueNavigation;
  names: Record<string, string>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function FilterMenu({ slug, start, address, names, open, onOpenChange }: FilterMenuProps) {
  const t = useTranslations("queue.filters");
  const here = useParts(parts, open);
  const { filters } = address.place;
  const count = fieldsOf(filters).length + Object.keys(filters.fields).length;
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          aria-label={count > 0 ? `${t("open")}, ${t("active", { count })}` : t("open")}
        >
          <ListFilter aria-hidden />
          <span className="max-md:sr-only">{t("open")}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("title")} align="end" className="w-[min(26rem,calc(100vw-1rem))]">
        {here ? <here.FilterPanel slug={slug} start={start} address={address} names={names} /> : null}
      </PopoverContent>
    </Popover>
  );
}

type Field = Exclude<keyof QueueFilters, "q" | "fields">;

const isSaid = (value: QueueFilters[Field]): boolean =>
  value !== null &&
  (typeof value === "string" || ("from" in value ? Boolean(value.from || value.to) : value.length > 0));

/** Which fields are filtered by. */
const fieldsOf = (filters: QueueFilters): Field[] =>
  (Object.keys(noFilters) as (keyof QueueFilters)[]).filter(
    (field): field is Field => field !== "q" && field !== "fields" && isSaid(filters[field as Field]),
  );

export interface FilterBarProps {
  start: QueueStartView;
  address: QueueNavigation;
  names: Record<string, string>;
  onEdit: () => void;
}

/** What the list is narrowed to, each to be taken away. */
export function FilterBar({ start, address, names, onEdit }: FilterBarProps) {
  const t = useTranslations("queue.filters");
  const { place, filter } = address;
  const words = useFilterWords(start, names);
  const fieldWords = useFieldFilterWords(names);
  const fields = fieldsOf(place.filters);
  const custom = address.fields.flatMap((field) => {
    const by = place.filters.fields[field.id];
    return by ? [{ field, said: fieldWords(field, by) }] : [];
  });
  if (fields.length + custom.length === 0) return null;
  return (
    <ul
      aria-label={t("title")}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-border border-b px-3 py-1.5 sm:px-4"
    >
      {fields.map((field) => (
        <FilterChip
          key={field}
          label={t(field)}
          said={words(field, place.filters)}
          onEdit={onEdit}
          onRemove={() => filter({ [field]: noFilters[field] })}
        />
      ))}
      {custom.map(({ field, said }) => (
        <FilterChip
          key={field.id}
          label={field.name}
          said={said}
          onEdit={onEdit}
          onRemove={() => {
            const { [field.id]: gone, ...others } = place.filters.fields;
            filter({ fields: others });
          }}
        />
      ))}
      <li>
        <Button size="sm" variant="link" onClick={() => filter({ ...noFilters, q: place.filters.q })}>
          {t("clear")}
        </Button>
      </li>
    </ul>
  );
}

interface FilterChipProps {
  label: string;
  said: string;
  onEdit: () => void;
  onRemove: () => void;
}

function FilterChip({ label, said, onEdit, onRemove }: FilterChipProps) {
  const t = useTranslations("queue.filters");
  const name = t("value", { name: label, value: said });
  return (
    <li className="flex h-6 min-w-0 max-w-full items-center rounded-md bg-hover text-text text-xs">
      <button
        type="button"
        aria-label={t("edit", { name })}
        onClick={onEdit}
        className="h-full min-w-0 truncate rounded-l-md pr-1 pl-2 hover:bg-selected"
      >
        <span className="text-muted">{label}:</span> {said}
      </button>
      <button
        type="button"
        aria-label={t("remove", { name })}
        onClick={onRemove}
        className="flex size-6 shrink-0 items-center justify-center rounded-r-md text-muted hover:bg-selected hover:text-text"
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}

/** How a filter is said. */
function useFilterWords(start: QueueStartView, names: Record<string, string>) {
  const t = useTranslations("queue.filters");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const named = (rows: readonly { id: string; name: string }[], id: string) =>
    rows.find((row) => row.id === id)?.name ?? t("unknown");
  const day = (text: string) => format.dateTime(new Date(`${text}T12:00:00Z`), "day", { timeZone: "UTC" });
  const range = ({ from, to }: DayRange) => {
    if (from && to) return t("days", { from: day(from), to: day(to) });
    return from ? t("fromDay", { day: day(from) }) : t("toDay", { day: day(to ?? from ?? "") });
  };
  return (field: Field, filters: QueueFilters): string => {
    switch (field) {
      case "status":
        return filters.status.map((status) => tasks(`status.${status}`)).join(", ");
      case "priority":
        return filters.priority.map((priority) => tasks(`priority.${priority}`)).join(", ");
      case "assignee":
        return filters.assignee
          .map((id) => (id === "me" ? t("me") : id === "nobody" ? t("nobody") : names[id] || t("unknown")))
          .join(", ");
      case "team":
        return filters.team.map((id) => (id === "none" ? t("noTeam") : named(start.teams, id))).join(", ");
      case "inbox":
        return filters.inbox.map((id) => named(start.inboxes, id)).join(", ");
      case "tag":
        return filters.tag
          .map((id) => (id === "none" ? t("noTag") : names[id] || t("unknownTag")))
          .join(", ");
      case "customer":
        return filters.customer.map((id) => names[id] || t("unknown")).join(", ");
      case "waiting":
      case "snoozed":
        return t(filters[field] === "yes" ? "yes" : "no");
      case "mentions":
        return t("mentioned");
      default:
        return range(filters[field]);
    }
  };
}
