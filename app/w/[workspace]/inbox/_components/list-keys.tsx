"use client";

import { ListFilter, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { type CommandSource, useActions, useCommandSource } from "@/components/shell/actions";
import { useListWalk } from "@/components/shell/use-list-walk";
import { askDoor } from "@/lib/chat-client/doors";
import type { ListAnswer } from "@/lib/domain/tasks/inbox-store";
import { ticketViews } from "@/lib/domain/tasks/ticket-views";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import type { InboxNavigation } from "./use-inbox-address";

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
  const group = t("keys.list");
  const walk = useListWalk({
    ids: rows.map(({ number }) => number),
    openId: address.number,
    focused,
    onFocus,
    go: (number, options) => go({ number }, options),
    attribute: "data-ticket",
    of: "inbox",
    group,
    words: (move) => t(`keys.${move}`),
  });
  useActions([
    ...walk,
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
