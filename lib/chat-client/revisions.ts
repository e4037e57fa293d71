/**
 * How far a reader holds everything: each visible change of a chat raises its revision by one, so the position is
 * the highest revision up to which none is missing. Changes beyond it wait until what is missing came.
 */
export type Revisions = {
  readonly position: number;
  /** Something before a change that came, or that is known of, is still missing. */
  readonly missing: boolean;
  /** Notes a change that arrived by itself. */
  saw(rev: number): void;
  /** Learnt by the way how far the chat is; what the change was is not known. */
  heardOf(rev: number): void;
  /** Everything up to here was fetched and applied. */
  caughtUp(rev: number): void;
};

export function createRevisions(start: number): Revisions {
  let position = start;
  let furthest = start;
  const beyond = new Set<number>();
  const advance = () => {
    while (beyond.delete(position + 1)) position++;
  };
  return {
    get position() {
      return position;
    },
    get missing() {
      return beyond.size > 0 || furthest > position;
    },
    saw: (rev) => {
      if (rev > position) beyond.add(rev);
      advance();
    },
    heardOf: (rev) => {
      furthest = Math.max(furthest, rev);
    },
    caughtUp: (rev) => {
      if (rev <= position) return;
      position = rev;
      for (const seen of beyond) if (seen <= position) beyond.delete(seen);
      advance();
    },
  };
}
