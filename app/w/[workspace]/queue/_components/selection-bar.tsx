"use client";

import { AlarmClock, CircleDot, Signal, Tag, UserRoundPlus, Users, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { SnoozePicker } from "@/components/tasks/snooze-picker";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { RadioMenu } from "@/components/ui/radio-menu";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { BulkDeed } from "@/lib/domain/tasks/bulk/deed";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import type { QueuePlace } from "@/lib/domain/tasks/queue/place";
import type { TicketListItem, TicketStatus } from "@/lib/domain/tasks/views";
import { BulkKeys, type BulkPicker } from "./bulk-keys";
import { BulkTags } from "./bulk-tags";
import type { BulkChanges } from "./use-bulk-changes";
import type { QueueSelection } from "./use-selection";

/** Nothing becomes new again. */
const statuses: readonly TicketStatus[] = ["open", "pending", "on_hold", "resolved", "closed"];

export interface SelectionBarProps {
  slug: string;
  me: PersonRef;
  place: QueuePlace;
  selected: QueueSelection;
  bulk: BulkChanges;
  hasMore: boolean;
  timeZone: string;
  /** The phone's way to select by touch ends with the selection. */
  onDone: () => void;
}

/** How many tickets are selected, and what can be done with all of them. */
export function SelectionBar(props: SelectionBarProps) {
  const { slug, me, place, selected, bulk, hasMore, timeZone, onDone } = props;
  const t = useTranslations("queue.bulk");
  const tasks = useTranslations("tasks");
  const [picker, setPicker] = useState<BulkPicker>(null);
  const [sending, setSending] = useState(false);
  const { selection, tickets, count, inView } = selected;
  const tooMany = selection.all && inView !== null && inView.count > inView.most;

  async function change(deed: BulkDeed) {
    if (sending || tooMany) return;
    setSending(true);
    const which = selection.all
      ? { address: formatQueueAddress(place).toString() }
      : { numbers: [...selection.numbers] };
    const begun = await bulk.start(deed, which);
    setSending(false);
    if (begun) clear();
  }

  function clear() {
    selected.clear();
    onDone();
  }

  /** What all have; undefined where they differ or are not all here. */
  function common<T>(of: (ticket: TicketListItem) => T, key: (value: T) => unknown): T | undefined {
    const [first, ...others] = tickets;
    if (!first || tickets.length !== count) return undefined;
    return others.every((ticket) => key(of(ticket)) === key(of(first))) ? of(first) : undefined;
  }
  const id = (one: { id: string } | null) => one?.id;
  const whenOpen = (name: BulkPicker) => ({
    open: picker === name,
    onOpenChange: (open: boolean) => setPicker(open ? name : null),
  });
  const holder = {
    slug,
    me,
    assignee: common(({ assignee }) => assignee, id),
    team: common(({ team }) => team, id),
    onAssign: (person: PersonRef | null) => void change({ kind: "assignee", userId: person?.id ?? null }),
    onTeam: (team: { id: string } | null) => void change({ kind: "team", teamId: team?.id ?? null }),
  };
  const disabled = sending || tooMany || count === 0;

  return (
    <section
      aria-label={t("label")}
      data-dock
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-border border-t bg-raised px-3 py-2 shadow-overlay sm:px-4"
    >
      <BulkKeys me={me} onDeed={(deed) => void change(deed)} onPicker={setPicker} onClear={clear} />
      <div className="flex min-w-0 items-center gap-2">
        <IconButton label={t("clear")} keys={["Esc"]} size="sm" onClick={clear}>
          <X aria-hidden />
        </IconButton>
        <p className="whitespace-nowrap font-medium text-sm tabular-nums">
          {count === null ? t("counting") : t("selected", { count })}
        </p>
        <Whole selected={selected} hasMore={hasMore} />
      </div>
      <div className="ml-auto flex items-center gap-1 max-sm:ml-0 max-sm:w-full max-sm:justify-between">
        <RadioMenu<TicketStatus>
          label={tasks("status.label")}
          value={common(({ status }) => status, String) ?? null}
          options={statuses.map((value) => ({
            value,
            label: tasks(`status.${value}`),
            icon: <StatusIcon status={value} className="size-4" />,
          }))}
          onChange={(status) => void change({ kind: "status", status })}
          className="w-60"
          {...whenOpen("status")}
        >
          <Do icon={<CircleDot aria-hidden />} name={tasks("status.label")} disabled={disabled} />
        </RadioMenu>
        <PriorityMenu
          priority={common(({ priority }) => priority, String) ?? null}
          onChange={(priority) => void change({ kind: "priority", priority })}
        >
          <Do icon={<Signal aria-hidden />} name={tasks("priority.label")} disabled={disabled} />
        </PriorityMenu>
        <HolderPicker {...holder} offers="people" {...whenOpen("assignee")}>
          <Do icon={<UserRoundPlus aria-hidden />} name={tasks("assignee.label")} disabled={disabled} />
        </HolderPicker>
        <HolderPicker {...holder} offers="teams">
          <Do icon={<Users aria-hidden />} name={tasks("team.label")} disabled={disabled} />
        </HolderPicker>
        <BulkTags
          slug={slug}
          tickets={tickets}
          complete={tickets.length === count}
          onDeed={(deed) => void change(deed)}
          {...whenOpen("tags")}
        >
          <Do icon={<Tag aria-hidden />} name={tasks("tags.label")} disabled={disabled} />
        </BulkTags>
        <SnoozePicker
          snoozedUntil={tickets.find(({ snoozedUntil }) => snoozedUntil)?.snoozedUntil ?? null}
          timeZone={timeZone}
          onChange={(until) => void change({ kind: "snooze", until: until?.toISOString() ?? null })}
          open={picker === "snooze"}
          onOpenChange={(open) => setPicker(open ? "snooze" : null)}
        >
          <Do icon={<AlarmClock aria-hidden />} name={t("snooze")} disabled={disabled} />
        </SnoozePicker>
      </div>
    </section>
  );
}

/** The way to all of the view, or that there are too many. */
function Whole({ selected, hasMore }: { selected: QueueSelection; hasMore: boolean }) {
  const t = useTranslations("queue.bulk");
  const { selection, inView, selectAll } = selected;
  if (!inView || (!hasMore && !selection.all)) return null;
  if (inView.count > inView.most)
    return <p className="min-w-0 text-muted text-xs">{t("tooMany", { most: inView.most })}</p>;
  if (selection.all) return <p className="min-w-0 text-muted text-xs">{t("allSelected")}</p>;
  return (
    <Button variant="link" size="sm" onClick={selectAll}>
      {t("selectAll", { count: inView.count })}
    </Button>
  );
}

type DoProps = { icon: ReactNode; name: string; disabled: boolean };

/** Takes what a menu gives its button. On a narrow screen its icon alone. */
function Do({ icon, name, ...props }: DoProps) {
  return (
    <Button variant="ghost" aria-label={name} title={name} className="max-sm:size-10 max-sm:px-0" {...props}>
      {icon}
      <span className="max-lg:sr-only">{name}</span>
    </Button>
  );
}
