"use client";

import { AlarmClock, Check, Ellipsis, Merge, RotateCcw, Split, Tag } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Viewer } from "@/components/chat/use-viewers";
import { ContextToggle } from "@/components/shell/context-panel";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { SnoozePicker } from "@/components/tasks/snooze-picker";
import { StatusIcon } from "@/components/tasks/status-icon";
import { StatusMenu } from "@/components/tasks/status-menu";
import { TagChips } from "@/components/tasks/tag-chip";
import { TagPicker } from "@/components/tasks/tag-picker";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { InlineEdit } from "@/components/ui/inline-edit";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TicketDetail } from "@/lib/domain/tasks/views";
import type { TicketChanges } from "./use-ticket-changes";
import { ViewersLine } from "./viewers-line";

/** Which of the pickers is open; the keyboard opens them too. */
export type OpenPicker = "status" | "assignee" | "snooze" | "tags" | "merge" | null;

export interface TicketHeaderProps {
  slug: string;
  me: PersonRef;
  ticket: TicketDetail;
  changes: TicketChanges;
  viewers: readonly Viewer[];
  timeZone: string;
  listHref: string;
  hrefOfTicket: (number: number) => string;
  picker: OpenPicker;
  onPicker: (picker: OpenPicker) => void;
  /** Messages are to be chosen. */
  onSplit: () => void;
}

/** What the conversation is about and what can be done with it. */
export function TicketHeader(props: TicketHeaderProps) {
  const { slug, me, ticket, changes, viewers, timeZone, listHref, hrefOfTicket, picker, onPicker } = props;
  const t = useTranslations("inbox.thread");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const { status, priority, assignee, team, snoozedUntil } = ticket;
  const done = status === "resolved" || status === "closed";
  const tagNames = ticket.tags.map(({ name }) => name).join(", ");
  const whenOpen = (name: OpenPicker) => ({
    open: picker === name,
    onOpenChange: (open: boolean) => onPicker(open ? name : null),
  });
  return (
    <>
      <ZoneHeader className="bg-surface">
        <BackToList href={listHref} />
        <h1 className="flex min-w-0 flex-1 items-center gap-2 text-base">
          <span className="shrink-0 text-subtle tabular-nums">#{ticket.number}</span>
          <InlineEdit
            value={ticket.title}
            label={t("titleLabel")}
            editLabel={`${ticket.title}. ${t("editTitle")}`}
            maxLength={200}
            onSave={changes.rename}
            className="truncate font-semibold"
          >
            {ticket.title}
          </InlineEdit>
        </h1>
        {ticket.followsNumber ? (
          <Link
            href={hrefOfTicket(ticket.followsNumber)}
            className="shrink-0 text-accent-text text-xs underline-offset-2 hover:underline max-md:hidden"
          >
            {t("follows", { number: ticket.followsNumber })}
          </Link>
        ) : null}
        <SnoozePicker
          {...whenOpen("snooze")}
          snoozedUntil={snoozedUntil}
          timeZone={timeZone}
          onChange={changes.snooze}
        >
          <IconButton label={t("snooze")} keys={["H"]} disabled={done}>
            <AlarmClock aria-hidden />
          </IconButton>
        </SnoozePicker>
        {status === "closed" ? null : (
          <Button
            variant={done ? "secondary" : "soft"}
            onClick={() => void changes.setStatus(done ? "open" : "resolved")}
            className="max-sm:px-2"
          >
            {done ? <RotateCcw aria-hidden /> : <Check aria-hidden />}
            {t(done ? "reopen" : "resolve")}
          </Button>
        )}
        {ticket.mergedInto === null ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <IconButton label={t("more")}>
                <Ellipsis aria-hidden />
              </IconButton>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {/* After the menu has given the focus back. */}
              <DropdownMenuItem
                icon={<Merge aria-hidden />}
                keys={["⇧", "M"]}
                onSelect={() => setTimeout(onPicker, 0, "merge")}
              >
                {t("merge")}
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Split aria-hidden />} onSelect={() => setTimeout(props.onSplit)}>
                {t("split")}
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        <ContextToggle />
      </ZoneHeader>
      <div className="flex min-h-10 shrink-0 items-center gap-1 overflow-x-auto border-border border-b px-2 [scrollbar-width:none] sm:px-3">
        <StatusMenu
          type="ticket"
          {...whenOpen("status")}
          status={status}
          onChange={(next) => void changes.setStatus(next)}
        >
          <Button
            variant="ghost"
            size="sm"
            aria-label={`${tasks("status.label")}: ${tasks(`status.${status}`)}`}
          >
            <StatusIcon status={status} />
            {tasks(`status.${status}`)}
          </Button>
        </StatusMenu>
        <PriorityMenu priority={priority} onChange={changes.setPriority}>
          <Button
            variant="ghost"
            size="sm"
            aria-label={`${tasks("priority.label")}: ${tasks(`priority.${priority}`)}`}
          >
            <PriorityIcon priority={priority} />
            {tasks(`priority.${priority}`)}
          </Button>
        </PriorityMenu>
        <HolderPicker
          {...whenOpen("assignee")}
          slug={slug}
          me={me}
          assignee={assignee}
          team={team}
          onAssign={changes.assign}
          onTeam={changes.setTeam}
        >
          <Button
            variant="ghost"
            size="sm"
            aria-label={`${tasks("assignee.label")}: ${assignee?.name ?? tasks("assignee.unassigned")}`}
          >
            {assignee ? (
              <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />
            ) : null}
            {assignee?.name ?? tasks("assignee.unassigned")}
            {team ? <span className="text-subtle max-sm:hidden">· {team.name}</span> : null}
          </Button>
        </HolderPicker>
        {assignee ? null : (
          <Button variant="link" size="sm" onClick={() => changes.assign(me)} className="px-1.5">
            {t("assignToMe")}
          </Button>
        )}
        <TagPicker
          {...whenOpen("tags")}
          slug={slug}
          tags={ticket.tags}
          onAdd={(add) => changes.tag({ add })}
          onRemove={(remove) => changes.tag({ remove })}
          onCreate={(create) => changes.tag({ create })}
        >
          <Button
            variant="ghost"
            size="sm"
            aria-label={`${tasks("tags.label")}: ${tagNames || tasks("tags.none")}`}
          >
            {ticket.tags.length === 0 ? <Tag aria-hidden className="text-subtle" /> : null}
            <TagChips tags={ticket.tags} most={2} />
          </Button>
        </TagPicker>
        {snoozedUntil ? (
          <span className="flex shrink-0 items-center gap-1 px-2 text-muted text-xs">
            <AlarmClock aria-hidden className="size-3.5" />
            {t("snoozed", { time: format.dateTime(new Date(snoozedUntil), "soon", { timeZone }) })}
          </span>
        ) : null}
        <div className="ml-auto min-w-0 pl-3">
          <ViewersLine viewers={viewers} />
        </div>
      </div>
    </>
  );
}
