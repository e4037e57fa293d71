export interface RowRange {
  first: number;
  /** One past the last. */
  end: number;
}

export interface RowBox {
  scrollTop: number;
  height: number;
}

/** Rows beyond both edges that are there before somebody gets to them. */
const spare = 8;

/** Which of a list's rows, all of one height, are in or near the part of it that is in sight. */
export function rowsInSight({ scrollTop, height }: RowBox, rowHeight: number, count: number): RowRange {
  const first = Math.floor(scrollTop / rowHeight) - spare;
  const end = Math.ceil((scrollTop + height) / rowHeight) + spare;
  const last = Math.min(count, Math.max(0, end));
  return { first: Math.min(last, Math.max(0, first)), end: last };
}

/** How far to scroll for the whole of a row to be in sight: not at all when it is already. */
export function scrollToShow({ scrollTop, height }: RowBox, rowHeight: number, index: number): number {
  const top = index * rowHeight;
  return Math.max(top + rowHeight - height, Math.min(scrollTop, top));
}
