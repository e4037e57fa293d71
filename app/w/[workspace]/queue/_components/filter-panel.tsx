"use client";

import { useTranslations } from "next-intl";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { StatusIcon } from "@/components/tasks/status-icon";
import { TagDot } from "@/components/tasks/tag-chip";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { useAnswer } from "@/lib/chat-client/use-answer";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import type { Holders } from "@/lib/domain/tasks/queries/list-assignees";
import { noFilters, statusOrder, urgencyOrder } from "@/lib/domain/tasks/queue/place";
import type { TagRef } from "@/lib/domain/tasks/tag-rules";
import { CustomerChoices } from "./customer-choices";
import { FieldFilters } from "./field-filters";
import { Choices, Days, YesOrNo } from "./filter-controls";
import type { QueueNavigation } from "./use-queue-address";

export interface FilterPanelProps {
  slug: string;
  start: QueueStartView;
  address: QueueNavigation;
  /** Of those that are filtered by, by id. */
  names: Record<string, string>;
}

/** Every field that tickets can be filtered by; what is ticked counts at once. Fetched when it opens. */
export function FilterPanel({ slug, start, address, names }: FilterPanelProps) {
  const t = useTranslations("queue.filters");
  const tasks = useTranslations("tasks");
  const { place, filter } = address;
  const { filters } = place;
  const { data: holders, failed } = useAnswer<Holders>(`/api/w/${slug}/people`);
  const { data: known } = useAnswer<{ tags: TagRef[] }>(`/api/w/${slug}/tags`);
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
      <CustomerChoices
        slug={slug}
        chosen={filters.customer}
        names={names}
        onChange={(customer) => filter({ customer })}
      />
      <Days label={t("updated")} value={filters.updated} onChange={(updated) => filter({ updated })} />
      <Days label={t("created")} value={filters.created} onChange={(created) => filter({ created })} />
      <FieldFilters slug={slug} myId={start.me.id} address={address} />
      <Button size="sm" className="self-start" onClick={() => filter({ ...noFilters, q: filters.q })}>
        {t("clear")}
      </Button>
    </div>
  );
}
