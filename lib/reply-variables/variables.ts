import { codePlaces } from "@/lib/hashtags/protected";
import { Reader } from "@/lib/hashtags/reader";
import { codeValue, plainValue } from "./plain-value";

/** What can stand for something of the ticket in a canned reply, as `{{customer.name}}`. */
export const variableNames = [
  "customer.name",
  "customer.first_name",
  "customer.email",
  "ticket.number",
  "ticket.title",
  "agent.name",
  "agent.first_name",
  "workspace.name",
] as const;
export type VariableName = (typeof variableNames)[number];

/** What they stand for in one ticket; null or nothing to see where it isn't known. */
export type VariableValues = Record<VariableName, string | null>;

/** A variable in a text. */
export type Found = {
  start: number;
  end: number;
  /** As it is written between the braces, in one line. */
  name: string;
  /** Null: there is none that is called so. */
  variable: VariableName | null;
  /** It stands in Markdown code, where nothing is formatted. */
  inCode: boolean;
};

/**
 * A name in double braces. What it may consist of has a bounded length, so a text is read once. Words of several parts
 * count too: `{{order number}}` is a place that somebody meant to fill in.
 */
const pattern = /\{\{[ \t]{0,9}([\p{L}_][\p{L}\p{M}\p{N}_ .-]{0,79})\}\}/gu;

/**
 * The variables of a text, in their order. Escaped ones (`\{{name}}`) are plain text, as are unknown ones in code: there
 * double braces mean something in many languages.
 */
export function findVariables(text: string): Found[] {
  if (!text.includes("{{")) return [];
  const found: Found[] = [];
  let code: Uint8Array | null = null;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (isEscaped(text, start)) continue;
    code ??= codePlaces(new Reader(text));
    const name = match[1]!.trim();
    const variable = variableNamed(name);
    const inCode = code[start] === 1;
    if (inCode && variable === null) continue;
    found.push({ start, end: start + match[0].length, name, variable, inCode });
  }
  return found;
}

/** Puts the values in the places of the variables; those without one stay as they are. */
export function fillVariables(text: string, values: VariableValues): string {
  let filled = "";
  let end = 0;
  for (const variable of findVariables(text)) {
    const value = valueFor(variable, values);
    if (value === null) continue;
    filled += text.slice(end, variable.start) + value;
    end = variable.end;
  }
  return filled + text.slice(end);
}

/** What stands for a variable at its place, or null where nothing is known. */
export function valueFor({ variable, inCode }: Found, values: VariableValues): string | null {
  const value = variable && values[variable];
  return (value && (inCode ? codeValue(value) : plainValue(value))) || null;
}

/** The names of variables that still stand in a text, each once, as they are written there: it can't be sent so. */
export const unfilledNames = (text: string): string[] => [
  ...new Set(findVariables(text).map(({ name }) => `{{${name}}}`)),
];

/** The first word of a name. */
export const firstNameOf = (name: string | null): string | null => name?.trim().split(/\s+/u)[0] || null;

const variableNamed = (name: string): VariableName | null =>
  variableNames.find((known) => known === name.toLowerCase()) ?? null;

/** Whether an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && text[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}
