"use client";

import {
  AlarmClock,
  Check,
  CircleDot,
  ListPlus,
  Merge,
  MessageSquareReply,
  MessageSquareText,
  Signal,
  Split,
  StickyNote,
  Tag,
  UserRoundCheck,
  UserRoundPlus,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";
import { priorityOrder } from "@/components/tasks/priority-menu";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TicketDetail } from "@/lib/domain/tasks/views";
import type { OpenPicker } from "./ticket-header";
import type { TicketChanges } from "./use-ticket-changes";

export interface TicketKeysProps {
  me: PersonRef;
  ticket: TicketDetail;
  changes: TicketChanges;
  onPicker: (picker: OpenPicker) => void;
  onCompose: (kind: "message" | "note") => void;
  /** Undefined where the member may make no tasks. */
  onMakeTask?: () => void;
  onCanned: () => void;
  /** Messages are to be chosen that become a ticket of their own. */
  onSplit: () => void;
}

/** What the keyboard and the command palette can do with the open ticket. */
export function TicketKeys({
  me,
  ticket,
  changes,
  onPicker,
  onCompose,
  onMakeTask,
  onCanned,
  onSplit,
}: TicketKeysProps) {
  const t = useTranslations("inbox.keys");
  const priorities = useTranslations("tasks.priority");
  const group = t("ticket");
  const { status } = ticket;
  const done = status === "resolved" || status === "closed";
  useActions([
    {
      id: "ticket.reply",
      label: t("reply"),
      group,
      keys: "r",
      icon: MessageSquareReply,
      run: () => onCompose("message"),
    },
    { id: "ticket.note", label: t("note"), group, keys: "n", icon: StickyNote, run: () => onCompose("note") },
    { id: "ticket.canned", label: t("canned"), group, icon: MessageSquareText, run: onCanned },
    ...(status === "closed"
      ? []
      : [
          {
            id: "ticket.resolve",
            label: t("resolve"),
            group,
            keys: "e",
            icon: Check,
            run: () => void changes.setStatus(done ? "open" : "resolved"),
          },
        ]),
    ...(done
      ? []
      : [
          {
            id: "ticket.snooze",
            label: t("snooze"),
            group,
            keys: "h",
            icon: AlarmClock,
            run: () => onPicker("snooze"),
          },
        ]),
    {
      id: "ticket.assign",
      label: t("assign"),
      group,
      keys: "a",
      icon: UserRoundPlus,
      run: () => onPicker("assignee"),
    },
    {
      id: "ticket.toMe",
      label: t("toMe"),
      group,
      keys: "i",
      icon: UserRoundCheck,
      run: () => {
        if (ticket.assignee?.id !== me.id) changes.assign(me);
      },
    },
    {
      id: "ticket.status",
      label: t("status"),
      group,
      keys: "s",
      icon: CircleDot,
      run: () => onPicker("status"),
    },
    {
      id: "ticket.tags",
      label: t("tags"),
      group,
      keys: "t",
      icon: Tag,
      run: () => onPicker("tags"),
    },
    ...(ticket.mergedInto === null
      ? [
          {
            id: "ticket.merge",
            label: t("merge"),
            group,
            keys: "shift+m",
            icon: Merge,
            run: () => onPicker("merge"),
          },
          { id: "ticket.split", label: t("split"), group, icon: Split, run: onSplit },
        ]
      : []),
    ...(onMakeTask
      ? [
          {
            id: "ticket.makeTask",
            label: t("makeTask"),
            group,
            keys: "shift+t",
            icon: ListPlus,
            run: onMakeTask,
          },
        ]
      : []),
    ...priorityOrder.map((priority, index) => ({
      id: `ticket.priority.${priority}`,
      label: t("priority", { priority: priorities(priority) }),
      group,
      keys: `p ${index + 1}`,
      icon: Signal,
      run: () => changes.setPriority(priority),
    })),
  ]);
  return null;
}
