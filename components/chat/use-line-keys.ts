"use client";

import { type KeyboardEvent, useCallback } from "react";

/**
 * Moves through the messages of a log with the arrow keys; Enter, or the key for menus, opens what can be done with
 * the one that has the focus. Whatever is inside a message keeps its own keys.
 */
export function useLineKeys(openMenu: (key: string) => void) {
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
      if (key !== "ArrowUp" && key !== "ArrowDown") return;
      event.preventDefault();
      const all = [...log.querySelectorAll<HTMLElement>("[data-line]")];
      const at = line ? all.indexOf(target) : all.length;
      const next = all[key === "ArrowUp" ? at - 1 : at + 1];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest" });
    },
    [openMenu],
  );
}
