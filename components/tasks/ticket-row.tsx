"use client";

import { AlarmClock, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { RowTime } from "@/components/ui/row-time";
import { plainLine } from "@/lib/domain/chats/plain-line";
import { isUnread } from "@/lib/domain/tasks/inbox-state";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { PriorityIcon } from "./priority-icon";
import { StatusIcon } from "./status-icon";
import { TagChips } from "./tag-chip";

/** Height of a row, in pixels. */
export const ticketRowHeight = 68;

export interface TicketRowProps {
  ticket: TicketListItem;
  href: string;
  /** Its conversation stands beside the list. */
  open: boolean;
  /** The keyboard is here. */
  focused: boolean;
  /** It no longer belongs to this list, which is held still. */
  leaving: boolean;
  now: number;
  timeZone: string;
  onOpen: (number: number) => void;
}

/** A ticket in the list: who, when, about what, and in which state, in 68 pixels. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, href, open, focused, leaving, now, timeZone, onOpen } = props;
  const t = useTranslations("inbox.list");
  const tasks = useTranslations("tasks");
  const { requester, lastMessage, assignee, priority, status } = ticket;
  const name = requester.name ?? requester.email ?? tasks("anonymous");
  const unread = isUnread(ticket) && !open;
  const waiting = ticket.waitingSince !== null;
  const preview = previewOf(ticket);
  return (
    <a
      href={href}
      data-ticket={ticket.number}
      data-unread={unread || undefined}
      aria-current={open ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen(ticket.number);
      }}
      className={cn(
        "relative flex h-full items-center gap-3 border-border/60 border-b pr-3 pl-4 transition-colors hover:bg-hover",
        "focus-visible:outline-offset-[-2px]",
        focused && "bg-hover",
        open && "bg-selected hover:bg-selected",
        leaving && "opacity-50",
      )}
    >
      {waiting ? (
        <span aria-hidden className="absolute inset-y-2.5 left-0 w-[3px] rounded-r-full bg-warning" />
      ) : null}
      <Avatar name={name} id={requester.id} size={32} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          {/* By itself each runs as its language does, so that what doesn't fit is lost at the end. */}
          <span
            dir="auto"
            className={cn(
              "min-w-0 flex-1 truncate text-left text-text",
              unread ? "font-semibold" : "font-medium",
            )}
          >
            {name}
          </span>
          <RowTime at={ticket.lastActivityAt} now={now} timeZone={timeZone} />
        </span>
        <span className="flex items-center gap-2">
          <span
            dir="auto"
            className={cn(
              "min-w-0 flex-1 truncate text-left",
              unread ? "font-medium text-text" : "text-muted",
            )}
          >
            {ticket.title}
          </span>
          <span className="flex shrink-0 items-center gap-1.5">
            {ticket.hasDraft && !open ? (
              <Mark
                label={t("draft")}
                icon={<PencilLine aria-hidden className="size-3.5 text-accent-text" />}
              />
            ) : null}
            {ticket.snoozedUntil ? <AlarmClock aria-hidden className="size-3.5 text-subtle" /> : null}
            {priority === "normal" ? null : (
              <Mark label={tasks(`priority.${priority}`)} icon={<PriorityIcon priority={priority} />} />
            )}
            <Mark label={tasks(`status.${status}`)} icon={<StatusIcon status={status} />} />
            {assignee ? (
              <Mark
                label={assignee.name}
                icon={<Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />}
              />
            ) : null}
            {unread ? (
              <Mark
                label={t("unread")}
                icon={<span aria-hidden className="size-2 rounded-full bg-accent" />}
              />
            ) : null}
          </span>
        </span>
        {preview || ticket.tags.length > 0 ? (
          <span className="flex items-center gap-1.5">
            <span dir="auto" className="min-w-0 flex-1 truncate text-left text-subtle text-xs">
              {preview && lastMessage?.by === "note" ? t("note", { text: preview }) : preview}
            </span>
            <TagChips tags={ticket.tags} most={2} />
          </span>
        ) : null}
      </span>
      {waiting ? <span className="sr-only">{t("waiting")}</span> : null}
    </a>
  );
});

function Mark({ label, icon }: { label: string; icon: React.ReactNode }) {
  return (
    <span title={label} className="inline-flex">
      {icon}
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** The last message, unless the ticket is named after it. */
function previewOf({ title, lastMessage }: TicketListItem): string | null {
  if (!lastMessage || lastMessage.text.startsWith(title.replace(/…$/, ""))) return null;
  return plainLine(lastMessage.text);
}
