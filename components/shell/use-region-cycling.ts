"use client";

import { useEffect } from "react";

/** `F6` moves the focus to the next part of the screen marked `data-region`, `⇧F6` to the one before. A part made of parts is skipped. */
export function useRegionCycling(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
        (region) => region.checkVisibility() && !region.querySelector("[data-region]"),
      );
      if (!regions.length) return;
      event.preventDefault();
      const here = regions.findLastIndex((region) => region.contains(document.activeElement));
      const step = event.shiftKey ? -1 : 1;
      const next = here === -1 ? 0 : (here + step + regions.length) % regions.length;
      regions[next]?.focus();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
