"use client";

import { ArrowUp, Bookmark, ListFilter, Search, SlidersHorizontal, SquareCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useActions } from "@/components/shell/actions";
import { standardPlace, standardViews } from "@/lib/domain/tasks/queue/place";
import type { TicketListItem } from "@/lib/domain/tasks/views";
import { savedPlace } from "./saved-place";
import type { QueueNavigation } from "./use-queue-address";
import type { useQueueViews } from "./use-queue-list";
import type { QueueSelection } from "./use-selection";

export interface QueueKeysProps {
  rows: readonly TicketListItem[];
  views: ReturnType<typeof useQueueViews>;
  address: QueueNavigation;
  focused: number | null;
  onFocus: (number: number) => void;
  onOpen: (number: number) => void;
  selected: QueueSelection;
  /** Shows what waits to be shown. */
  onNews: () => void;
  onPanel: (panel: "filter" | "display" | "save") => void;
  search: RefObject<HTMLInputElement | null>;
}

const extending = [
  { id: "queue.selectNext", keys: "shift+j", step: 1, name: "selectNext" },
  { id: "queue.selectPrevious", keys: "shift+k", step: -1, name: "selectPrevious" },
  { id: "queue.selectDown", keys: "shift+arrowdown", step: 1, name: "selectNext" },
  { id: "queue.selectUp", keys: "shift+arrowup", step: -1, name: "selectPrevious" },
] as const;

/** What the keyboard and the command palette can do with the queue. */
export function QueueKeys(props: QueueKeysProps) {
  const { rows, views, address, focused, onFocus, onOpen, selected, onNews, onPanel, search } = props;
  const t = useTranslations("queue");
  const group = t("keys.list");

  function walk(step: 1 | -1, { selecting = false } = {}) {
    const from = rows.findIndex(({ number }) => number === focused);
    const to = rows[from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step))];
    if (!to) return;
    if (selecting) selected.reach(to.number, focused);
    onFocus(to.number);
    // The row may only be made by this walk.
    requestAnimationFrame(() => {
      const { activeElement } = document;
      const row = document.querySelector<HTMLElement>(`[data-ticket="${to.number}"]`);
      if (row) row.focus({ preventScroll: true });
      else if (activeElement instanceof HTMLElement) activeElement.blur();
    });
  }

  const places = [
    ...standardViews.map((view) => ({ id: view, name: t(`views.${view}`), place: standardPlace(view) })),
    ...views.saved.map((view) => ({ id: view.id, name: view.name, place: savedPlace(view) })),
  ];
  useActions([
    { id: "queue.next", label: t("keys.next"), group, keys: "j", keysOnly: true, run: () => walk(1) },
    {
      id: "queue.previous",
      label: t("keys.previous"),
      group,
      keys: "k",
      keysOnly: true,
      run: () => walk(-1),
    },
    ...extending.map(({ id, keys, step, name }) => ({
      id,
      label: t(`keys.${name}`),
      group,
      keys,
      keysOnly: true,
      run: () => walk(step, { selecting: true }),
    })),
    {
      id: "queue.select",
      label: t("keys.select"),
      group,
      keys: "x",
      icon: SquareCheck,
      run: () => {
        const number = focused ?? rows[0]?.number;
        if (number === undefined) return;
        onFocus(number);
        selected.toggle(number);
      },
    },
    {
      id: "queue.open",
      label: t("keys.open"),
      group,
      keys: "enter",
      keysOnly: true,
      run: () => {
        if (focused !== null) onOpen(focused);
      },
    },
    {
      id: "queue.search",
      label: t("keys.search"),
      group,
      keys: "/",
      icon: Search,
      run: () => search.current?.focus(),
    },
    { id: "queue.filter", label: t("keys.filter"), group, icon: ListFilter, run: () => onPanel("filter") },
    {
      id: "queue.display",
      label: t("keys.display"),
      group,
      icon: SlidersHorizontal,
      run: () => onPanel("display"),
    },
    { id: "queue.save", label: t("keys.save"), group, icon: Bookmark, run: () => onPanel("save") },
    { id: "queue.news", label: t("keys.refresh"), group, keys: ".", icon: ArrowUp, run: onNews },
    ...places.map(({ id, name, place }, at) => ({
      id: `queue.view.${id}`,
      label: t("keys.view", { name }),
      group,
      icon: ListFilter,
      // The first nine have a digit.
      ...(at < 9 ? { keys: String(at + 1) } : {}),
      run: () => address.go(place),
    })),
  ]);
  return null;
}
