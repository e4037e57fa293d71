"use client";

import { type RefObject, useEffect, useState } from "react";

/** Where the caret stands in a field that has the focus; null elsewhere, and while a part is selected. */
export function useCaret(field: RefObject<HTMLTextAreaElement | null>): number | null {
  const [caret, setCaret] = useState<number | null>(null);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const look = () => {
      const { selectionStart, selectionEnd } = element;
      const isHere = document.activeElement === element && selectionStart === selectionEnd;
      setCaret(isHere ? selectionStart : null);
    };
    look();
    const events = ["input", "keyup", "click", "focus", "blur"];
    for (const name of events) element.addEventListener(name, look);
    document.addEventListener("selectionchange", look);
    return () => {
      for (const name of events) element.removeEventListener(name, look);
      document.removeEventListener("selectionchange", look);
    };
  }, [field]);
  return caret;
}
