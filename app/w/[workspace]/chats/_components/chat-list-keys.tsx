"use client";

import { ListFilter, MessageCirclePlus, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useActions } from "@/components/shell/actions";
import { useListWalk } from "@/components/shell/use-list-walk";
import { type ChatRow, chatTabs } from "@/lib/domain/chats/list-views";
import type { ChatsNavigation } from "./use-chats-address";

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
  const group = t("keys.list");
  const walk = useListWalk({
    ids: rows.map(({ id }) => id),
    openId: address.chatId,
    focused,
    onFocus,
    go: (chatId, options) => go({ chatId }, options),
    attribute: "data-chat",
    of: "chats",
    group,
    words: (move) => t(`keys.${move}`),
  });
  useActions([
    ...walk,
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
