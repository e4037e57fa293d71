"use client";

import { useRef } from "react";
import type { Overlay } from "./overlay";

type OutsideEvent = Event & { detail: { originalEvent: Event } };

/** Where the focus goes when a menu or popover closes: back to its button, unless somebody went elsewhere. */
export function useReturnFocus({ trigger }: Overlay) {
  const wentElsewhere = useRef(false);
  return {
    onInteractOutside(event: OutsideEvent) {
      // The button closes what it opened by itself.
      if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault();
      else wentElsewhere.current = true;
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      // By now the content has gone with the focus in it. If the focus is somewhere, something else was opened meanwhile.
      const isNowhere = !document.activeElement || document.activeElement === document.body;
      if (isNowhere && !wentElsewhere.current) trigger.current?.focus();
      wentElsewhere.current = false;
    },
  };
}
