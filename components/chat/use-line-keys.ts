"use client";

import { type KeyboardEvent, useCallback } from "react";

/** From the log itself one goes to the message that is nearest to its end, or its beginning. */
function inSight(log: HTMLElement, all: HTMLElement[], last: boolean): HTMLElement | undefined {
  const { top, bottom } = log.getBoundingClientRect();
  const isSeen = (element: HTMLElement) => {
    const box = element.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  };
  return last ? all.findLast(isSeen) : all.find(isSeen);
}

/**
 * Moves through the messages of a log with the arrow keys; Enter, or the key for menus, opens what can be done with
 * the one that has the focus; while messages are chosen, Space chooses it. Whatever is inside a message keeps its own keys.
 */
export function useLineKeys(openMenu: (key: string) => void, toggle?: (key: string) => void) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const log = event.currentTarget;
      const { target, key, shiftKey } = event;
      if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
      const line = target.dataset.line;
      if (target !== log && !line) return;
      if (line && (key === "Enter" || key === "ContextMenu" || (shiftKey && key === "F10"))) {
        event.preventDefault();
        openMenu(line);
        return;
      }
      if (line && toggle && key === " ") {
        event.preventDefault();
        toggle(line);
        return;
      }
      if (key !== "ArrowUp" && key !== "ArrowDown") return;
      event.preventDefault();
      const all = [...log.querySelectorAll<HTMLElement>("[data-line]")];
      const at = all.indexOf(target);
      const up = key === "ArrowUp";
      const next = line ? all[up ? at - 1 : at + 1] : inSight(log, all, up);
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest" });
    },
    [openMenu, toggle],
  );
}
