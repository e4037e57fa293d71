"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type InboxAddress, inboxHref, numberInPath, parseInboxParams } from "../search-params";

export type InboxNavigation = InboxAddress & {
  hrefOf: (change: Partial<InboxAddress>) => string;
  /** Goes there without asking the server for a page: list and thread ask for what they lack themselves. */
  go: (change: Partial<InboxAddress>, options?: { replace?: boolean }) => void;
};

/** The address of the inbox, from which everything on it follows, and the way to change it. */
export function useInboxAddress(slug: string): InboxNavigation {
  const path = usePathname();
  const params = useSearchParams();
  const { view, q } = parseInboxParams((name) => params.get(name));
  const number = numberInPath(path);
  const hrefOf = useCallback(
    (change: Partial<InboxAddress>) => inboxHref(slug, { view, q, number, ...change }),
    [slug, view, q, number],
  );
  const go = useCallback(
    (change: Partial<InboxAddress>, { replace = false } = {}) => {
      const href = hrefOf(change);
      if (replace) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [hrefOf],
  );
  return useMemo(() => ({ view, q, number, hrefOf, go }), [view, q, number, hrefOf, go]);
}
