"use client";

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

const nearBottom = 80;

/**
 * Keeps a log at its end while its reader is there, and at the same words when earlier ones are put above or when the
 * reader has scrolled up.
 *
 * @param firstKey changes when earlier lines come on top
 */
export function useStickyScroll(box: RefObject<HTMLElement | null>, firstKey: string | undefined) {
  const [atBottom, setAtBottom] = useState(true);
  const before = useRef({ height: 0, firstKey });
  const isAtBottom = useRef(true);

  const toBottom = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [box]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    isAtBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottom;
    setAtBottom(isAtBottom.current);
  }, [box]);

  // After every render: lines may have come, grown or gone.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { height, firstKey: was } = before.current;
    if (isAtBottom.current) toBottom();
    else if (was !== firstKey) element.scrollTop += element.scrollHeight - height;
    before.current = { height: element.scrollHeight, firstKey };
  });

  // A phone's keyboard, a growing composer: the box gets smaller, its end should stay in sight.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => isAtBottom.current && toBottom());
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, toBottom]);

  return { atBottom, onScroll, toBottom };
}
