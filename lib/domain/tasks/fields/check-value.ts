import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { line } from "@/lib/core/input";
import { findMembers } from "@/lib/domain/chats/participants";
import {
  type FieldDefinition,
  isFieldDay,
  largestFieldNumber,
  longestFieldText,
  mostChosen,
  type PlainValue,
} from "./field-rules";

/** What a value is called in the line that tells of it. */
export type ValueWords = string | number | boolean | string[] | null;

const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/**
 * A given value as this field keeps it; null for none.
 * @param present what it holds now: of a retired option only that is left
 * @throws AppError INVALID that says what is wrong, with the field's name
 */
export async function checkValue(
  ctx: Context,
  field: FieldDefinition,
  given: unknown,
  present: PlainValue,
): Promise<PlainValue> {
  if (given === null || given === "") return null;
  const refuse = (problem: string, values = {}): never => {
    throw invalid("value", problem, { field: field.name, ...values });
  };
  switch (field.type) {
    case "text": {
      if (typeof given !== "string") return refuse("field_text");
      if (given.trim() === "") return null;
      const text = line(Number.MAX_SAFE_INTEGER).safeParse(given);
      if (!text.success) return null;
      if ([...text.data].length > longestFieldText)
        return refuse("field_text_long", { limit: longestFieldText });
      return text.data;
    }
    case "number":
      if (typeof given !== "number" || !(Math.abs(given) <= largestFieldNumber))
        return refuse("field_number");
      // Minus zero is a zero of its own in JavaScript alone.
      return given + 0;
    case "date":
      return typeof given === "string" && isFieldDay(given) ? given : refuse("field_date");
    case "checkbox":
      if (typeof given !== "boolean") return refuse("field_checkbox");
      return given || null;
    case "person": {
      const [member] = isId(given) ? await findMembers(ctx, [given]) : [];
      return member?.id ?? refuse("field_person");
    }
    case "choice":
      return chosen(field, [given], present)?.[0] ?? refuse("field_option");
    case "multiple_choice": {
      if (!Array.isArray(given)) return refuse("field_option");
      const options = chosen(field, given, present) ?? refuse("field_option");
      if (options.length > mostChosen) return refuse("field_too_many", { limit: mostChosen });
      return options.length > 0 ? options : null;
    }
  }
}

/** The options of these ids in the field's order, each once; null when one can't be chosen. */
function chosen({ options }: FieldDefinition, ids: unknown[], present: PlainValue): string[] | null {
  const has = Array.isArray(present) ? present : [present];
  const offered = options.filter(({ id, retired }) => !retired || has.includes(id));
  if (!ids.every((id) => offered.some((option) => option.id === id))) return null;
  return offered.flatMap(({ id }) => (ids.includes(id) ? [id] : []));
}

/** Words for a value: names of options and people as they are called now. */
export async function wordsOf(ctx: Context, field: FieldDefinition, value: PlainValue): Promise<ValueWords> {
  const named = (id: unknown) => field.options.find((option) => option.id === id)?.name ?? "?";
  switch (field.type) {
    case "checkbox":
      return value === true;
    case "choice":
      return value === null ? null : named(value);
    case "multiple_choice":
      return Array.isArray(value) ? value.map(named) : [];
    case "person": {
      const [member] = typeof value === "string" ? await findMembers(ctx, [value]) : [];
      return member?.name ?? null;
    }
    default:
      return value as string | number | null;
  }
}
