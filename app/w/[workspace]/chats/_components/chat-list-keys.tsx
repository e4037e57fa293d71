"use client";

import { ListFilter, MessageCirclePlus, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { useActions } from "@/components/shell/actions";
import { type ChatRow, chatTabs } from "@/lib/domain/chats/list-views";
import type { ChatsNavigation } from "./use-chats-address";

/** A chat opens once the walk through the list rests on it, in milliseconds. */
const rest = 120;

export interface ChatListKeysProps {
  rows: readonly ChatRow[];
  address: ChatsNavigation;
  withSupport: boolean;
  /** The chat where the keyboard is; may be ahead of the open one. */
  focused: string | null;
  onFocus: (chatId: string) => void;
  search: RefObject<HTMLInputElement | null>;
  onNew: () => void;
}

/** What the keyboard and the command palette can do with the list. */
export function ChatListKeys(props: ChatListKeysProps) {
  const { rows, address, withSupport, focused, onFocus, search, onNew } = props;
  const t = useTranslations("chats");
  const { go } = address;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function walk(step: 1 | -1) {
    const from = rows.findIndex(({ id }) => id === (focused ?? address.chatId));
    const at = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step));
    const chatId = rows[at]?.id;
    if (chatId === undefined) return;
    onFocus(chatId);
    clearTimeout(timer.current);
    // Whoever only passes by doesn't open (and so doesn't mark as read) what they pass. On a phone the list stays.
    if (matchMedia("(min-width: 56.25rem)").matches) {
      timer.current = setTimeout(() => go({ chatId }, { replace: address.chatId !== null }), rest);
    }
  }

  const group = t("keys.list");
  useActions([
    { id: "chats.next", label: t("keys.next"), group, keys: "j", keysOnly: true, run: () => walk(1) },
    {
      id: "chats.previous",
      label: t("keys.previous"),
      group,
      keys: "k",
      keysOnly: true,
      run: () => walk(-1),
    },
    {
      id: "chats.open",
      label: t("keys.open"),
      group,
      keys: "enter",
      keysOnly: true,
      run: () => {
        if (focused !== null && focused !== address.chatId) go({ chatId: focused });
        // After it is there.
        requestAnimationFrame(() => document.querySelector<HTMLElement>("[role=log]")?.focus());
      },
    },
    {
      id: "chats.back",
      label: t("keys.back"),
      group,
      keys: "escape",
      keysOnly: true,
      run: () => {
        const row = document.querySelector<HTMLElement>(`[data-chat="${address.chatId}"]`);
        if (row && row.offsetParent !== null) row.focus();
        else go({ chatId: null });
      },
    },
    {
      id: "chats.search",
      label: t("keys.search"),
      group,
      keys: "/",
      icon: Search,
      run: () => search.current?.focus(),
    },
    // The palette offers it everywhere; here it has a key.
    {
      id: "chats.new",
      label: t("keys.new"),
      group,
      keys: "c",
      keysOnly: true,
      icon: MessageCirclePlus,
      run: onNew,
    },
    ...chatTabs
      .filter((tab) => tab !== "support" || withSupport)
      .map((tab) => ({
        id: `chats.tab.${tab}`,
        label: t("keys.tab", { tab: t(`tabs.${tab}`) }),
        group,
        icon: ListFilter,
        run: () => go({ tab, q: "" }),
      })),
  ]);
  return null;
}
