"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useState } from "react";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { StatusIcon } from "@/components/tasks/status-icon";
import { TagDot } from "@/components/tasks/tag-chip";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { askDoor } from "@/lib/chat-client/doors";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import type { Holders } from "@/lib/domain/tasks/queries/list-assignees";
import {
  type DayRange,
  noFilters,
  statusOrder,
  urgencyOrder,
  type YesNo,
} from "@/lib/domain/tasks/queue/place";
import type { TagRef } from "@/lib/domain/tasks/tag-rules";
import type { QueueNavigation } from "./use-queue-address";

export interface FilterPanelProps {
  slug: string;
  start: QueueStartView;
  address: QueueNavigation;
}

/** Every field that tickets can be filtered by; what is ticked counts at once. Fetched when it opens. */
export function FilterPanel({ slug, start, address }: FilterPanelProps) {
  const t = useTranslations("queue.filters");
  const tasks = useTranslations("tasks");
  const { place, filter } = address;
  const { filters } = place;
  const { found: holders, failed } = useFound<Holders>(`/api/w/${slug}/people`);
  const { found: known } = useFound<{ tags: TagRef[] }>(`/api/w/${slug}/tags`);
  const people = [
    { value: "me", label: t("me") },
    { value: "nobody", label: t("nobody") },
    ...(holders?.members ?? [])
      .filter(({ id }) => id !== start.me.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4">
        <Choices
          label={t("status")}
          chosen={filters.status}
          options={statusOrder.map((status) => ({
            value: status,
            label: tasks(`status.${status}`),
            icon: <StatusIcon status={status} />,
          }))}
          onChange={(status) => filter({ status })}
        />
        <Choices
          label={t("priority")}
          chosen={filters.priority}
          options={urgencyOrder.map((priority) => ({
            value: priority,
            label: tasks(`priority.${priority}`),
            icon: <PriorityIcon priority={priority} />,
          }))}
          onChange={(priority) => filter({ priority })}
        />
        <Choices
          label={t("assignee")}
          chosen={filters.assignee}
          options={people}
          onChange={(assignee) => filter({ assignee })}
          note={failed ? t("peopleFailed") : holders ? null : t("people")}
        />
        <Choices
          label={t("team")}
          chosen={filters.team}
          options={[
            { value: "none", label: t("noTeam") },
            ...start.teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(team) => filter({ team })}
        />
        <Choices
          label={t("inbox")}
          chosen={filters.inbox}
          options={start.inboxes.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(inbox) => filter({ inbox })}
        />
        <Choices
          label={t("tag")}
          chosen={filters.tag}
          options={[
            { value: "none", label: t("noTag") },
            ...(known?.tags ?? []).map(({ id, name, color }) => ({
              value: id,
              label: name,
              icon: <TagDot color={color} />,
            })),
          ]}
          onChange={(tag) => filter({ tag })}
        />
        <div className="flex flex-col gap-3">
          <YesOrNo label={t("waiting")} value={filters.waiting} onChange={(waiting) => filter({ waiting })} />
          <YesOrNo label={t("snoozed")} value={filters.snoozed} onChange={(snoozed) => filter({ snoozed })} />
          <Checkbox
            label={t("mentioned")}
            checked={filters.mentions === "me"}
            onCheckedChange={(checked) => filter({ mentions: checked === true ? "me" : null })}
          />
        </div>
      </div>
      <Days label={t("updated")} value={filters.updated} onChange={(updated) => filter({ updated })} />
      <Days label={t("created")} value={filters.created} onChange={(created) => filter({ created })} />
      <Button size="sm" className="self-start" onClick={() => filter({ ...noFilters, q: filters.q })}>
        {t("clear")}
      </Button>
    </div>
  );
}

interface ChoicesProps<Value extends string> {
  label: string;
  chosen: readonly Value[];
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (chosen: Value[]) => void;
  note?: string | null;
}

function Choices<Value extends string>({ label, chosen, options, onChange, note }: ChoicesProps<Value>) {
  if (options.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <div className="-m-1 flex max-h-44 flex-col gap-1.5 overflow-y-auto p-1">
        {options.map(({ value, label, icon }) => (
          <Checkbox
            key={value}
            label={
              <span className="flex min-w-0 items-center gap-1.5">
                {icon}
                <span className="truncate">{label}</span>
              </span>
            }
            checked={chosen.includes(value)}
            onCheckedChange={(checked) =>
              onChange(checked === true ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
        {note ? <p className="shrink-0 text-muted text-xs">{note}</p> : null}
      </div>
    </fieldset>
  );
}

interface YesOrNoProps {
  label: string;
  value: YesNo | null;
  onChange: (value: YesNo | null) => void;
}

function YesOrNo({ label, value, onChange }: YesOrNoProps) {
  const t = useTranslations("queue.filters");
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          size="sm"
          value={value ?? "any"}
          options={[
            { value: "any", label: t("any") },
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
          onValueChange={(next) => onChange(next === "any" ? null : (next as YesNo))}
        />
      )}
    </Field>
  );
}

function Days({
  label,
  value,
  onChange,
}: {
  label: string;
  value: DayRange;
  onChange: (value: DayRange) => void;
}) {
  const t = useTranslations("queue.filters");
  const id = useId();
  const [first, last] = [`${id}-from`, `${id}-to`];
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <div className="grid grid-cols-2 gap-2">
        <label htmlFor={first} className="text-muted text-xs">
          {t("from")}
          <Input
            id={first}
            type="date"
            value={value.from ?? ""}
            max={value.to ?? undefined}
            onChange={(event) => onChange({ ...value, from: event.target.value || null })}
            className="min-w-0"
          />
        </label>
        <label htmlFor={last} className="text-muted text-xs">
          {t("to")}
          <Input
            id={last}
            type="date"
            value={value.to ?? ""}
            min={value.from ?? undefined}
            onChange={(event) => onChange({ ...value, to: event.target.value || null })}
            className="min-w-0"
          />
        </label>
      </div>
    </fieldset>
  );
}

/** What a door answers; null until it is here. */
function useFound<Answer>(door: string) {
  const [found, setFound] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    askDoor<Answer>(door, {}).then(
      (answer) => !gone && setFound(answer),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [door]);
  return { found, failed };
}
