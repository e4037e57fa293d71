"use client";

import { useTranslations } from "next-intl";
import { memo, type ReactNode, useCallback, useState } from "react";
import { FieldControl } from "@/components/tasks/fields/field-control";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { StatusIcon } from "@/components/tasks/status-icon";
import { StatusMenu } from "@/components/tasks/status-menu";
import { TagChips } from "@/components/tasks/tag-chip";
import { TagPicker } from "@/components/tasks/tag-picker";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { RowTime } from "@/components/ui/row-time";
import { plainLine } from "@/lib/domain/chats/plain-line";
import { isLeaving, isUnread } from "@/lib/domain/tasks/inbox-state";
import { type BuiltInColumn, fieldIdOf, type QueueColumn } from "@/lib/domain/tasks/queue/place";
import type { TicketListItem, TicketSummary } from "@/lib/domain/tasks/views";
import { useTicketChanges } from "../../inbox/_components/use-ticket-changes";
import type { QueueLinesProps } from "./queue-table";
import { RowKeys, type RowPicker } from "./row-keys";

export interface QueueRowProps
  extends Pick<
    QueueLinesProps,
    "slug" | "me" | "list" | "filter" | "hrefOf" | "onOpen" | "onFocus" | "timeZone" | "fields"
  > {
  ticket: TicketListItem;
  columns: readonly QueueColumn[];
  index: number;
  height: number;
  isFocused: boolean;
  isSelected: boolean;
  /** Any ticket is selected: keys then mean those. */
  isSelecting: boolean;
  onSelect: (number: number) => void;
  /** Selects up to here from where the range began. */
  onReach: (number: number, start: number | null) => void;
}

/** A ticket in the table. Its fields are changed where they stand; the rest of the row opens it. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { slug, me, list, ticket, columns, index, height, isFocused, timeZone } = props;
  const { isSelected, isSelecting, onSelect, onReach } = props;
  const t = useTranslations("queue.row");
  const { store, inbox } = list;
  const onChange = useCallback(
    (changed: TicketSummary) => store.tell({ type: "updated", ticket: changed }),
    [store],
  );
  const changes = useTicketChanges(slug, ticket, onChange, timeZone);
  const [picker, setPicker] = useState<RowPicker>(null);
  const leaving = inbox !== null && isLeaving(inbox, ticket);
  const cells = useCells({ ...props, changes, picker, onPicker: setPicker });
  return (
    <tr
      aria-rowindex={index}
      style={{ height }}
      data-focused={isFocused || undefined}
      className={cn(
        "group relative transition-colors hover:bg-hover",
        isSelected && "bg-accent-soft hover:bg-accent-soft",
        isFocused && "bg-selected hover:bg-selected",
        leaving && "[&>td]:opacity-50",
      )}
    >
      <td className="relative z-1 border-border/60 border-b p-0 pl-3">
        {ticket.waitingSince ? (
          <span aria-hidden className="absolute inset-y-2 left-0 w-[3px] rounded-r-full bg-warning" />
        ) : null}
        <Checkbox
          aria-label={t("select", { number: ticket.number, title: ticket.title })}
          checked={isSelected}
          // Shift and a press would select text.
          onMouseDown={(event) => event.shiftKey && event.preventDefault()}
          onClick={(event) => (event.shiftKey ? onReach(ticket.number, null) : onSelect(ticket.number))}
          className="before:-inset-3"
        />
        {isFocused && leaving ? <span className="sr-only">{t("leaving")}</span> : null}
        {isFocused && !isSelecting ? (
          <RowKeys me={me} ticket={ticket} changes={changes} columns={columns} onPicker={setPicker} />
        ) : null}
      </td>
      {columns.map((column) => (
        <td key={column} className="border-border/60 border-b px-2 py-0">
          {fieldIdOf(column) === null ? (
            cells[column as BuiltInColumn]()
          ) : (
            <FieldCell {...props} column={column} changes={changes} />
          )}
        </td>
      ))}
    </tr>
  );
});

type CellInput = QueueRowProps & {
  changes: ReturnType<typeof useTicketChanges>;
  picker: RowPicker;
  onPicker: (picker: RowPicker) => void;
};

function useCells(input: CellInput): Record<BuiltInColumn, () => ReactNode> {
  const { slug, me, ticket, filter, hrefOf, onOpen, onFocus, timeZone, list, changes, picker, onPicker } =
    input;
  const t = useTranslations("queue.row");
  const tasks = useTranslations("tasks");
  const { number, title, requester, assignee, team, status, priority, lastMessage } = ticket;
  const customer = requester.name ?? requester.email ?? tasks("anonymous");
  const unread = isUnread(ticket);
  const now = list.inbox?.now ?? 0;
  const time = (at: string | null) => (at ? <RowTime at={at} now={now} timeZone={timeZone} /> : null);
  const whenOpen = (name: RowPicker) => ({
    open: picker === name,
    onOpenChange: (open: boolean) => onPicker(open ? name : null),
  });
  const holder = { slug, me, assignee, team, onAssign: changes.assign, onTeam: changes.setTeam };
  return {
    number: () => <span className="text-subtle text-xs tabular-nums">#{number}</span>,
    subject: () => (
      <a
        href={hrefOf(number)}
        data-ticket={number}
        data-unread={unread || undefined}
        aria-label={t("open", { number, title })}
        onFocus={() => onFocus(number)}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.button !== 0) return;
          event.preventDefault();
          if (event.shiftKey) input.onReach(number, null);
          else onOpen(number);
        }}
        // The whole row is its target.
        className="block min-w-0 outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:outline-offset-[-2px]"
      >
        <span className={cn("block truncate leading-5", unread ? "font-semibold" : "font-medium")}>
          {title}
        </span>
        {lastMessage ? (
          <span className="block truncate text-subtle text-xs leading-4">{plainLine(lastMessage.text)}</span>
        ) : null}
      </a>
    ),
    customer: () =>
      requester.kind === "customer" ? (
        <CellButton
          label={t("customer", { name: customer })}
          onClick={() => filter({ customer: [requester.id] })}
        >
          <span className="truncate">{customer}</span>
        </CellButton>
      ) : (
        <span className="block truncate text-muted">{customer}</span>
      ),
    status: () => (
      <StatusMenu
        type="ticket"
        status={status}
        onChange={(next) => void changes.setStatus(next)}
        {...whenOpen("status")}
      >
        <CellButton label={t("status", { number, value: tasks(`status.${status}`) })}>
          <StatusIcon status={status} />
          <span className="truncate">{tasks(`status.${status}`)}</span>
        </CellButton>
      </StatusMenu>
    ),
    priority: () => (
      <PriorityMenu priority={priority} onChange={changes.setPriority}>
        <CellButton label={t("priority", { number, value: tasks(`priority.${priority}`) })}>
          <PriorityIcon priority={priority} />
          <span className="truncate">{tasks(`priority.${priority}`)}</span>
        </CellButton>
      </PriorityMenu>
    ),
    tags: () => (
      <TagPicker
        slug={slug}
        tags={ticket.tags}
        onAdd={(add) => changes.tag({ add })}
        onRemove={(remove) => changes.tag({ remove })}
        onCreate={(create) => changes.tag({ create })}
        {...whenOpen("tags")}
      >
        <CellButton
          label={t("tags", {
            number,
            value: ticket.tags.map(({ name }) => name).join(", ") || tasks("tags.none"),
          })}
          muted={ticket.tags.length === 0}
        >
          {ticket.tags.length > 0 ? <TagChips tags={ticket.tags} most={1} /> : tasks("tags.none")}
        </CellButton>
      </TagPicker>
    ),
    assignee: () => (
      <HolderPicker {...holder} offers="people" {...whenOpen("assignee")}>
        <CellButton
          label={t("assignee", { number, value: assignee?.name ?? tasks("assignee.unassigned") })}
          muted={!assignee}
        >
          {assignee ? <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={20} /> : null}
          <span className="truncate">{assignee?.name ?? tasks("assignee.unassigned")}</span>
        </CellButton>
      </HolderPicker>
    ),
    team: () => (
      <HolderPicker {...holder} offers="teams">
        <CellButton label={t("team", { number, value: team?.name ?? tasks("team.none") })} muted={!team}>
          <span className="truncate">{team?.name ?? tasks("team.none")}</span>
        </CellButton>
      </HolderPicker>
    ),
    inbox: () => <span className="block truncate text-muted">{ticket.inboxName}</span>,
    waiting: () => time(ticket.waitingSince),
    updated: () => time(ticket.lastActivityAt),
    created: () => time(ticket.createdAt),
  };
}

type FieldCellProps = Pick<QueueRowProps, "slug" | "me" | "ticket" | "fields"> & {
  column: QueueColumn;
  changes: ReturnType<typeof useTicketChanges>;
};

/** What the ticket has in a custom field, above the row's own link. */
function FieldCell({ slug, me, ticket, fields, column, changes }: FieldCellProps) {
  const t = useTranslations("queue.row");
  const field = fields.find(({ id }) => id === fieldIdOf(column));
  if (!field) return null;
  const named = { ...field, name: t("field", { field: field.name, number: ticket.number }) };
  return (
    <span className="-mx-1.5 relative z-1 flex min-w-0">
      <FieldControl
        slug={slug}
        myId={me.id}
        field={named}
        value={ticket.fields?.[field.id]}
        nothing="–"
        onSet={(value) => changes.setField(field, value)}
      />
    </span>
  );
}

interface CellButtonProps {
  label: string;
  muted?: boolean;
  onClick?: () => void;
  children: ReactNode;
}

/** Above the row's own link. Takes what a menu gives its button. */
function CellButton({ label, muted, children, ...props }: CellButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...props}
      className={cn(
        "-ml-1.5 relative z-1 flex h-7 max-w-full items-center gap-1.5 truncate rounded-md px-1.5 text-left hover:bg-selected data-[state=open]:bg-selected",
        muted ? "text-subtle" : "text-text",
      )}
    >
      {children}
    </button>
  );
}
