/** What the team notes down of a customer, by name. */
export type Attribute = { name: string; value: string };

/** In the order in which screens show them. */
export function attributesOf(stored: Record<string, string>): Attribute[] {
  return Object.entries(stored)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The name under which something is noted already: "plan" and "Plan" are one attribute. */
export function attributeCalled(stored: Record<string, string>, name: string): string | undefined {
  const key = name.toLowerCase();
  return Object.keys(stored).find((other) => other.toLowerCase() === key);
}
