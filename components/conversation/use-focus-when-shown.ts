"use client";

import { type RefObject, useEffect } from "react";

/** Where the page is for writing, one can write at once; on touch screens the keyboard waits for a touch. */
export function useFocusWhenShown(ref: RefObject<HTMLElement | null>, shown: boolean): void {
  useEffect(() => {
    if (shown && matchMedia("(pointer: fine)").matches) ref.current?.focus({ preventScroll: true });
  }, [ref, shown]);
}
