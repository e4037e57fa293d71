import { defaultFilter } from "cmdk";

interface Findable {
  id: string;
  label: string;
  group: string;
  keywords?: string[];
}

/** What the palette compares with the words typed; the id makes it the only one of its kind. */
export const paletteValue = ({ id, label }: Pick<Findable, "id" | "label">): string => `${label} ${id}`;

/** The groups of the actions, the one that holds the best match first: Enter runs what stands on top. */
export function groupsBestFirst(actions: readonly Findable[], query: string): string[] {
  const best = new Map<string, number>();
  for (const action of actions) {
    const score = query ? defaultFilter(paletteValue(action), query, action.keywords) : 0;
    best.set(action.group, Math.max(best.get(action.group) ?? 0, score));
  }
  return [...best].sort(([, a], [, b]) => b - a).map(([group]) => group);
}
