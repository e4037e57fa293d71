/**
 * Who-may-what answers of the last seconds: revoking takes effect within this time in every process, and at
 * once in the process that did it.
 */
const keepMs = 5_000;
const keepMost = 10_000;

const holder = globalThis as { flowraAccess?: Map<string, { value: unknown; until: number }> };

export async function cachedAccess<T>(key: string, find: () => Promise<T>): Promise<T> {
  holder.flowraAccess ??= new Map();
  const cache = holder.flowraAccess;
  const now = Date.now();
  const known = cache.get(key);
  if (known && known.until > now) return known.value as T;
  const value = await find();
  if (cache.size >= keepMost) cache.clear();
  cache.set(key, { value, until: now + keepMs });
  return value;
}

/** Called after every change of sessions, memberships, teams, roles or customer tokens. */
export function forgetAccess(): void {
  // A new map, so that an answer still being looked up, from before the change, is kept nowhere.
  holder.flowraAccess = new Map();
}
