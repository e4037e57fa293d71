"use client";

import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { type RowRange, rowsInSight, scrollToShow } from "./row-range";

export interface RowWindowInput {
  /** What scrolls; may come later. */
  box: RefObject<HTMLElement | null>;
  count: number;
  rowHeight: number;
  /** The row that must be in sight when this changes. */
  shown: number | null;
}

// Before the browser has measured anything: enough for a tall window.
const unmeasured = { scrollTop: 0, height: 900 };

/** Only those rows of a long list that are near to be seen need to exist; all have one height. */
export function useRowWindow({ box, count, rowHeight, shown }: RowWindowInput): RowRange {
  const [seen, setSeen] = useState(unmeasured);
  const range = rowsInSight(seen, rowHeight, count);

  // After every render: the box may be another element now, or none.
  const [element, setElement] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setElement(box.current));
  useEffect(() => {
    if (!element) return;
    const measure = () => {
      const now = { scrollTop: element.scrollTop, height: element.clientHeight };
      setSeen((before) => (sameRows(before, now, rowHeight) ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [element, rowHeight]);

  useEffect(() => {
    if (shown === null || !element) return;
    const { scrollTop, clientHeight: height } = element;
    const wanted = scrollToShow({ scrollTop, height }, rowHeight, shown);
    if (wanted !== scrollTop) element.scrollTop = wanted;
  }, [shown, element, rowHeight]);

  return range;
}

/** Scrolling within a row changes nothing to render. */
function sameRows(a: typeof unmeasured, b: typeof unmeasured, rowHeight: number): boolean {
  const before = rowsInSight(a, rowHeight, Number.POSITIVE_INFINITY);
  const after = rowsInSight(b, rowHeight, Number.POSITIVE_INFINITY);
  return before.first === after.first && before.end === after.end;
}
