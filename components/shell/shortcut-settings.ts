import type { Action } from "./actions";

export interface ShortcutSettings {
  /** Off leaves only keys with a modifier (WCAG 2.1.4). */
  enabled: boolean;
  /** A person's own keys by action id; an empty string takes the key away. */
  keys?: Readonly<Record<string, string>>;
}

/** The keys an action has for this person, if any. */
export function keysOf(action: Action, settings: ShortcutSettings): string | undefined {
  return (settings.keys?.[action.id] ?? action.keys) || undefined;
}
