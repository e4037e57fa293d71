"use client";

import { ListFilter, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { type CommandSource, useActions, useCommandSource } from "@/components/shell/actions";
import { askDoor } from "@/lib/chat-client/doors";
import type { ListAnswer } from "@/lib/domain/tasks/inbox-store";
import { ticketViews } from "@/lib/domain/tasks/ticket-views";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import type { InboxNavigation } from "./use-inbox-address";

/** A ticket opens once the walk through the list rests on it, in milliseconds. */
const rest = 120;

export interface ListKeysProps {
  rows: readonly TicketListItem[];
  address: InboxNavigation;
  /** Number of the ticket where the keyboard is; may be ahead of the open one. */
  focused: number | null;
  onFocus: (number: number) => void;
  search: RefObject<HTMLInputElement | null>;
}

/** What the keyboard and the command palette can do with the list. */
export function ListKeys({ rows, address, focused, onFocus, search }: ListKeysProps) {
  const t = useTranslations("inbox");
  const { slug } = useMemberChannels();
  const { go } = address;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function walk(step: 1 | -1) {
    const from = rows.findIndex(({ number }) => number === (focused ?? address.number));
    const at = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step));
    const number = rows[at]?.number;
    if (number === undefined) return;
    onFocus(number);
    takeFocusAlong(number);
    clearTimeout(timer.current);
    // Whoever only passes by doesn't open (and so doesn't mark as read) what they pass. On a phone the list stays.
    if (matchMedia("(min-width: 56.25rem)").matches) {
      timer.current = setTimeout(() => go({ number }, { replace: address.number !== null }), rest);
    }
  }

  const group = t("keys.list");
  useActions([
    { id: "inbox.next", label: t("keys.next"), group, keys: "j", keysOnly: true, run: () => walk(1) },
    {
      id: "inbox.previous",
      label: t("keys.previous"),
      group,
      keys: "k",
      keysOnly: true,
      run: () => walk(-1),
    },
    {
      id: "inbox.open",
      label: t("keys.open"),
      group,
      keys: "enter",
      keysOnly: true,
      run: () => {
        if (focused !== null && focused !== address.number) go({ number: focused });
        // After it is there.
        requestAnimationFrame(() => document.querySelector<HTMLElement>("[role=log]")?.focus());
      },
    },
    {
      id: "inbox.back",
      label: t("keys.back"),
      group,
      keys: "escape",
      keysOnly: true,
      run: () => {
        const row = document.querySelector<HTMLElement>(`[data-ticket="${address.number}"]`);
        if (row && row.offsetParent !== null) row.focus();
        else go({ number: null });
      },
    },
    {
      id: "inbox.search",
      label: t("keys.search"),
      group,
      keys: "/",
      icon: Search,
      run: () => search.current?.focus(),
    },
    ...ticketViews.map((view) => ({
      id: `inbox.view.${view}`,
      label: t("keys.view", { view: t(`views.${view}`) }),
      group,
      icon: ListFilter,
      run: () => go({ view, q: "" }),
    })),
  ]);
  useCommandSource(ticketSource(slug, t("palette.tickets"), (number) => go({ number })));
  return null;
}

/** Enter must open the row that the walk has come to, and not press what had the focus before. */
function takeFocusAlong(number: number): void {
  const { activeElement: before } = document;
  if (!(before instanceof HTMLElement)) return;
  const row = document.querySelector<HTMLElement>(`[data-ticket="${number}"]`);
  if (row && before.matches("[data-ticket]")) row.focus({ preventScroll: true });
  else before.blur();
}

function ticketSource(slug: string, heading: string, open: (number: number) => void): CommandSource {
  return {
    id: "tickets",
    heading,
    search: async (q, signal) => {
      const params = new URLSearchParams({ view: "all", q });
      const { items } = await askDoor<ListAnswer>(`/api/w/${slug}/tickets?${params}`, {});
      if (signal.aborted) return [];
      return items.slice(0, 6).map((item) => ({
        id: item.id,
        label: `#${item.number} ${item.title}`,
        hint: item.requester.name ?? item.requester.email ?? undefined,
        run: () => open(item.number),
      }));
    },
  };
}
