import type { ChatRow } from "./list-views";

type Screen = {
  /** A chat's row as it is shown at the moment, if it is. */
  rowOf: (id: string) => ChatRow | undefined;
  show: (row: ChatRow) => void;
};

/**
 * Shows a chat's row as it will be if all goes well.
 * @returns takes that back; what became known of the chat meanwhile stays
 */
export function showAtOnce({ rowOf, show }: Screen, id: string, expected: Partial<ChatRow>): () => void {
  const before = rowOf(id);
  if (before) show({ ...before, ...expected });
  return () => {
    const now = rowOf(id);
    if (!before || !now) return;
    const keys = Object.keys(expected) as (keyof ChatRow)[];
    // What isn't as it was put here any more has been told since.
    const own = keys.filter((key) => now[key] === expected[key]);
    show({ ...now, ...Object.fromEntries(own.map((key) => [key, before[key]])) });
  };
}
