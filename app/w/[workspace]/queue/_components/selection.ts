/** Which tickets of the list are selected, by number. */
export type Selection = {
  /** All that the view holds, also those that are not loaded. */
  all: boolean;
  numbers: ReadonlySet<number>;
  /** Where a range begins, and what was selected besides it. */
  from: { number: number; besides: ReadonlySet<number> } | null;
};

export const nothingSelected: Selection = { all: false, numbers: new Set(), from: null };

export const isAnySelected = ({ all, numbers }: Selection): boolean => all || numbers.size > 0;

export const isSelected = ({ all, numbers }: Selection, number: number): boolean =>
  all || numbers.has(number);

/** Selects a ticket or no longer does. Where all were selected, all that are loaded stay. */
export function toggled(selection: Selection, number: number, loaded: readonly number[]): Selection {
  const numbers = new Set(selection.all ? loaded : selection.numbers);
  if (!numbers.delete(number)) numbers.add(number);
  return { all: false, numbers, from: { number, besides: numbers } };
}

/**
 * Selects all from where the range begins up to a ticket, and lets go of what lay on the other side.
 * @param start where a range begins that has not begun yet
 */
export function reached(
  selection: Selection,
  to: number,
  loaded: readonly number[],
  start: number | null,
): Selection {
  const from = selection.from ?? { number: start ?? to, besides: new Set(selection.numbers) };
  const [a, b] = [loaded.indexOf(from.number), loaded.indexOf(to)];
  // Where it began is no longer in the list.
  if (a < 0 || b < 0) return toggled({ ...selection, all: false }, to, loaded);
  const range = loaded.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { all: false, numbers: new Set([...from.besides, ...range]), from };
}

/** What the box over the list does: all that are loaded, or none once they are. */
export function toggledLoaded(selection: Selection, loaded: readonly number[]): Selection {
  const all = selection.all || loaded.every((number) => selection.numbers.has(number));
  return all
    ? nothingSelected
    : { all: false, numbers: new Set([...selection.numbers, ...loaded]), from: null };
}
