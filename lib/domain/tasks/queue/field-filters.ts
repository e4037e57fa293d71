import {
  type FieldDefinition,
  type FieldType,
  type FieldValue,
  fieldTextKey,
  isFieldDay,
  largestFieldNumber,
  plainValue,
} from "../fields/field-rules";

/*
 * How the queue is filtered by custom fields. An address says what is wanted so that it can be read without knowing the
 * field; whether the field is there and of such a type is looked at afterwards, see `field-columns.ts`.
 */

export type FieldFilter =
  /** Ids of options or members, `me`, or `none` for no value. */
  | { kind: "oneOf"; values: readonly string[] }
  | { kind: "ticked"; ticked: boolean }
  | { kind: "days"; from: string | null; to: string | null }
  | { kind: "numbers"; from: number | null; to: number | null }
  | { kind: "text"; how: "has" | "is"; text: string };

/** By the field's id. */
export type FieldFilters = Readonly<Record<string, FieldFilter>>;

export const longestFieldSearch = 100;
const mostValues = 50;

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Reads what an address says of a field: `yes`, `1..5`, `2026-01-01..`, `has:late`, `is:late`, or ids. Null: nothing that makes sense. */
export function parseFieldFilter(said: string): FieldFilter | null {
  if (said === "yes" || said === "no") return { kind: "ticked", ticked: said === "yes" };
  const how = /^(has|is):/.exec(said)?.[1] as "has" | "is" | undefined;
  if (how) {
    const text = said
      .slice(how.length + 1)
      .toWellFormed()
      .replace(/\p{Cc}/gu, " ")
      .trim();
    return text && text.length <= longestFieldSearch ? { kind: "text", how, text } : null;
  }
  if (said.includes("..")) return parseRange(said.split(".."));
  const values = [...new Set(said.split(",").filter(Boolean))];
  const understood = values.every((value) => value === "me" || value === "none" || isId(value));
  return understood && values.length > 0 && values.length <= mostValues ? { kind: "oneOf", values } : null;
}

function parseRange(ends: string[]): FieldFilter | null {
  const [from = "", to = ""] = ends;
  if (ends.length !== 2 || (from === "" && to === "")) return null;
  const days = ends.map((end) => (end === "" || isFieldDay(end) ? end || null : undefined));
  if (!days.includes(undefined)) {
    const [first = null, last = null] = days;
    return first && last && first > last ? null : { kind: "days", from: first, to: last };
  }
  const numbers = ends.map((end) => (end === "" ? null : readExactly(end)));
  if (numbers.includes(undefined)) return null;
  const [least = null, most = null] = numbers;
  if (least !== null && most !== null && least > most) return null;
  return { kind: "numbers", from: least, to: most };
}

function readExactly(text: string): number | undefined {
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(number) <= largestFieldNumber ? number + 0 : undefined;
}

/** The same as addresses say it. */
export function formatFieldFilter(filter: FieldFilter): string {
  switch (filter.kind) {
    case "oneOf":
      return filter.values.join();
    case "ticked":
      return filter.ticked ? "yes" : "no";
    case "text":
      return `${filter.how}:${filter.text}`;
    default:
      return `${filter.from ?? ""}..${filter.to ?? ""}`;
  }
}

const kindsOf: Record<FieldType, FieldFilter["kind"]> = {
  text: "text",
  number: "numbers",
  date: "days",
  choice: "oneOf",
  multiple_choice: "oneOf",
  person: "oneOf",
  checkbox: "ticked",
};

/** As much of a filter as makes sense for a field of this type; null: nothing. */
export function fittingFilter({ type, options }: FieldDefinition, filter: FieldFilter): FieldFilter | null {
  if (filter.kind !== "oneOf") return filter.kind === kindsOf[type] ? filter : null;
  if (type === "checkbox") return null;
  const values = filter.values.filter((value) => {
    if (value === "none") return true;
    if (type === "person") return true;
    return options.some(({ id }) => id === value);
  });
  return values.length > 0 ? { kind: "oneOf", values } : null;
}

/** Whether a value passes, as the list's query says it in SQL. @param userId whoever looks */
export function passesField(value: FieldValue | undefined, filter: FieldFilter, userId: string): boolean {
  const plain = plainValue(value);
  switch (filter.kind) {
    case "ticked":
      return (plain === true) === filter.ticked;
    case "oneOf": {
      const has = Array.isArray(plain) ? plain : plain === null ? ["none"] : [plain];
      return has.some(
        (one) => filter.values.includes(one) || (one === userId && filter.values.includes("me")),
      );
    }
    case "text": {
      if (typeof plain !== "string") return false;
      const [key, wanted] = [fieldTextKey(plain), fieldTextKey(filter.text)];
      return filter.how === "is" ? key === wanted : key.includes(wanted);
    }
    case "days":
      return (
        typeof plain === "string" &&
        (filter.from === null || plain >= filter.from) &&
        (filter.to === null || plain <= filter.to)
      );
    case "numbers":
      return (
        typeof plain === "number" &&
        (filter.from === null || plain >= filter.from) &&
        (filter.to === null || plain <= filter.to)
      );
  }
}
