"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Where the caret stands in a field that has the focus; null elsewhere, and while a part is selected.
 * @param text as the page knows it
 */
export function useCaret(field: RefObject<HTMLTextAreaElement | null>, text: string): number | null {
  const [caret, setCaret] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    const look = () => {
      // What is just being typed is not known yet: showing anything anew now would put the old text back.
      if (element.value === text) setCaret(caretIn(element));
    };
    look();
    const events = ["keyup", "click", "focus", "blur"];
    for (const name of events) element.addEventListener(name, look);
    document.addEventListener("selectionchange", look);
    return () => {
      for (const name of events) element.removeEventListener(name, look);
      document.removeEventListener("selectionchange", look);
    };
  }, [field, text]);
  return caret;
}

function caretIn(element: HTMLTextAreaElement): number | null {
  if (document.activeElement !== element) return null;
  return element.selectionStart === element.selectionEnd ? element.selectionStart : null;
}
