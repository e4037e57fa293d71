import { attributeCalled } from "./attributes";
import { mostAttributes } from "./limits";

/** What may differ between two customers who are one person. */
export type Known = { name: string | null; email: string | null; attributes: Record<string, string> };
export type Filled = { name?: string; email?: string; attributes: Record<string, string> };

/** What the one that remains has no value for and gets from the other. What it knows itself it keeps. */
export function filledFrom(other: Known, remaining: Known): Filled {
  const room = mostAttributes - Object.keys(remaining.attributes).length;
  const attributes = Object.entries(other.attributes)
    .filter(([name]) => attributeCalled(remaining.attributes, name) === undefined)
    .slice(0, Math.max(0, room));
  return {
    ...(remaining.name === null && other.name !== null ? { name: other.name } : {}),
    ...(remaining.email === null && other.email !== null ? { email: other.email } : {}),
    attributes: Object.fromEntries(attributes),
  };
}

export function withFilled(remaining: Known, filled: Filled): Known {
  return {
    name: remaining.name ?? filled.name ?? null,
    email: remaining.email ?? filled.email ?? null,
    attributes: { ...remaining.attributes, ...filled.attributes },
  };
}

/** Takes back what a merge filled in, as far as nobody has changed it since. */
export function withoutFilled(present: Known, filled: Filled): Known {
  const kept = Object.entries(present.attributes).filter(
    ([name, value]) => !Object.hasOwn(filled.attributes, name) || filled.attributes[name] !== value,
  );
  return {
    name: present.name === filled.name ? null : present.name,
    email: present.email === filled.email ? null : present.email,
    attributes: Object.fromEntries(kept),
  };
}

/** What of one merge a later one handed on. */
export function inBoth(one: Filled, later: Filled): Filled {
  const attributes = Object.entries(one.attributes).filter(
    ([name, value]) => Object.hasOwn(later.attributes, name) && later.attributes[name] === value,
  );
  return {
    ...(one.name !== undefined && one.name === later.name ? { name: one.name } : {}),
    ...(one.email !== undefined && one.email === later.email ? { email: one.email } : {}),
    attributes: Object.fromEntries(attributes),
  };
}
