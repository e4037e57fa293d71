/**
 * Who-may-what answers of the last seconds: revoking takes effect within this time in every process, and at
 * once in the process that did it.
 */
const keepMs = 5_000;
/** Anybody can ask for what doesn't exist, so that has few places, and takes none from what does. */
const keepMost = { found: 10_000, missed: 1_000 };

type Answers = Map<string, { value: unknown; until: number }>;
type Kept = { found: Answers; missed: Answers };
const holder = globalThis as { flowraAccess?: Kept };
const nothing = (): Kept => ({ found: new Map(), missed: new Map() });

export async function cachedAccess<T>(key: string, find: () => Promise<T>): Promise<T> {
  holder.flowraAccess ??= nothing();
  const kept = holder.flowraAccess;
  const now = Date.now();
  const known = kept.found.get(key) ?? kept.missed.get(key);
  if (known && known.until > now) return known.value as T;
  const value = await find();
  const [group, other] = value === null ? (["missed", "found"] as const) : (["found", "missed"] as const);
  kept[other].delete(key);
  keep(kept[group], keepMost[group], key, { value, until: now + keepMs });
  return value;
}

/** The oldest makes room: a map remembers in which order its keys came. */
function keep<V>(map: Map<string, V>, most: number, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}

/** Called after every change of sessions, memberships, teams, roles or customer tokens. */
export function forgetAccess(): void {
  // A new map, so that an answer still being looked up, from before the change, is kept nowhere.
  holder.flowraAccess = nothing();
}
