/** What of `given` differs from `found`, before and after; null when nothing does. */
export function changesOf<T extends object>(
  found: T,
  given: { [K in keyof T]?: T[K] | undefined },
): { before: Partial<T>; after: Partial<T> } | null {
  const keys = (Object.keys(given) as (keyof T)[]).filter(
    (key) => given[key] !== undefined && JSON.stringify(given[key]) !== JSON.stringify(found[key]),
  );
  if (keys.length === 0) return null;
  const pick = (from: Partial<T>) =>
    Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Partial<T>;
  return { before: pick(found), after: pick(given as Partial<T>) };
}
