/** Case, accents and `ё` make no difference to who is meant. */
const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text: string) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * How well a name answers what somebody typed of it: 0 when it begins so, 1 when its later words do, 2 when its words
 * begin with the typed ones in whatever order, null when it isn't meant. Everybody answers nothing typed.
 */
export function nameFit(name: string, typed: string): 0 | 1 | 2 | null {
  const wanted = wordsOf(typed);
  const words = wordsOf(name);
  if (wanted.length === 0) return 0;
  const beginsAt = (at: number) => wanted.every((word, index) => words[at + index]?.startsWith(word));
  const at = words.findIndex((_, index) => beginsAt(index));
  if (at >= 0) return at === 0 ? 0 : 1;
  return wanted.every((word) => words.some((one) => one.startsWith(word))) ? 2 : null;
}

/** Those whose names answer what was typed, the best first; of equal ones the order stays. */
export function rankByName<Item>(
  items: readonly Item[],
  typed: string,
  namesOf: (item: Item) => readonly string[],
): Item[] {
  const fits = items.flatMap((item) => {
    const all = namesOf(item).flatMap((name) => nameFit(name, typed) ?? []);
    return all.length > 0 ? [{ item, fit: Math.min(...all) }] : [];
  });
  return fits.sort((a, b) => a.fit - b.fit).map(({ item }) => item);
}
