import { keyText } from "./expressions";
import type { FunctionConfig } from "./function-config";
import { digest } from "./ids";

/**
 * The concurrency limits a run's calls count towards, as "limit|name". Limits of functions with the same name of
 * scope and key share one count, each stopping at its own limit.
 */
export function slotsFor(config: FunctionConfig, event: unknown): string[] {
  return limitsOf(config)
    .filter((limit) => limit.limit > 0)
    .map(({ limit, scope, key }) => {
      const value = keyText(key, event) ?? "";
      const place = scope && scope !== "fn" ? [scope, key ? "" : config.id] : ["fn", config.id, key ?? ""];
      return `${limit}|${digest(...place, value)}`;
    });
}

/** Picks jobs whose slots still have room; counts what it picks. */
export class Room {
  /** Limits found to be reached, in the form in which jobs carry them. */
  readonly full = new Set<string>();

  constructor(private readonly used: Map<string, number>) {}

  take(slots: string[]): boolean {
    const reached = slots.filter((slot) => (this.used.get(nameOf(slot)) ?? 0) >= limitOf(slot));
    for (const slot of reached) this.full.add(slot);
    if (reached.length > 0) return false;
    for (const slot of slots) this.used.set(nameOf(slot), (this.used.get(nameOf(slot)) ?? 0) + 1);
    return true;
  }
}

export const nameOf = (slot: string) => slot.slice(slot.indexOf("|") + 1);
const limitOf = (slot: string) => Number(slot.slice(0, slot.indexOf("|")));

function limitsOf(config: FunctionConfig) {
  const { concurrency } = config;
  if (concurrency === undefined || concurrency === null) return [];
  if (typeof concurrency === "number") return [{ limit: concurrency, key: undefined, scope: undefined }];
  return Array.isArray(concurrency) ? concurrency : [concurrency];
}
