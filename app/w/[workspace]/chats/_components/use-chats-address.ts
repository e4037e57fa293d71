"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type ChatsAddress, chatIdInPath, chatsHref, parseChatsParams } from "../search-params";

export type ChatsNavigation = ChatsAddress & {
  hrefOf: (change: Partial<ChatsAddress>) => string;
  /** Goes there without asking the server for a page: list and thread ask for what they lack themselves. */
  go: (change: Partial<ChatsAddress>, options?: { replace?: boolean }) => void;
};

/** The address of the chats, from which everything on the page follows, and the way to change it. */
export function useChatsAddress(slug: string): ChatsNavigation {
  const path = usePathname();
  const params = useSearchParams();
  const { tab, unread, q } = parseChatsParams((name) => params.get(name));
  const chatId = chatIdInPath(path);
  const hrefOf = useCallback(
    (change: Partial<ChatsAddress>) => chatsHref(slug, { tab, unread, q, chatId, ...change }),
    [slug, tab, unread, q, chatId],
  );
  const go = useCallback(
    (change: Partial<ChatsAddress>, { replace = false } = {}) => {
      const href = hrefOf(change);
      if (replace) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [hrefOf],
  );
  return useMemo(() => ({ tab, unread, q, chatId, hrefOf, go }), [tab, unread, q, chatId, hrefOf, go]);
}
