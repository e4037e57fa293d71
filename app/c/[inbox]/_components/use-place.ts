"use client";

import { useCallback, useEffect, useState } from "react";
import type { Place } from "./chat-place";

/**
 * Where the customer has gone, and null until they have. The browser's Back leads to where they were; within another
 * site's page it stays that page's own.
 */
export function usePlace(framed: boolean) {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    if (framed) return;
    const look = ({ state }: PopStateEvent) => setPlace((state?.place as Place | undefined) ?? null);
    window.addEventListener("popstate", look);
    return () => window.removeEventListener("popstate", look);
  }, [framed]);
  /** `replace`: what was shown has become this, and nothing is left to return to. */
  const go = useCallback(
    (next: Place, { replace = false } = {}) => {
      setPlace(next);
      if (framed) return;
      const state = { ...window.history.state, place: next };
      if (replace) window.history.replaceState(state, "");
      else window.history.pushState(state, "");
    },
    [framed],
  );
  return { place, go };
}
