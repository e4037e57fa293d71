/**
 * How far a reader holds everything: each visible change of a chat raises its revision by one, so the position is
 * the highest revision up to which none is missing. Changes beyond it wait until what is missing came.
 */
export type Revisions = {
  readonly position: number;
  /** Something before a change that came is still missing. */
  readonly missing: boolean;
  /** Notes a change that arrived by itself. */
  saw(rev: number): void;
  /** Everything up to here was fetched and applied. */
  caughtUp(rev: number): void;
};

export function createRevisions(start: number): Revisions {
  let position = start;
  const beyond = new Set<number>();
  const advance = () => {
    while (beyond.delete(position + 1)) position++;
  };
  return {
    get position() {
      return position;
    },
    get missing() {
      return beyond.size > 0;
    },
    saw: (rev) => {
      if (rev > position) beyond.add(rev);
      advance();
    },
    caughtUp: (rev) => {
      if (rev <= position) return;
      position = rev;
      for (const seen of beyond) if (seen <= position) beyond.delete(seen);
      advance();
    },
  };
}
