import type { fieldTypes } from "@/db/schema";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TaskType } from "../task-status";

/* Custom fields: what they are and what they can hold. Pure, and the same on the server and in browsers. */

export type FieldType = (typeof fieldTypes)[number];

/** In the order in which they are offered. */
export const fieldTypeOrder = [
  "text",
  "number",
  "date",
  "choice",
  "multiple_choice",
  "person",
  "checkbox",
] as const satisfies readonly FieldType[];

/** Something to choose; retired ones are no longer offered and stay where they were chosen. */
export type FieldOption = { id: string; name: string; retired: boolean };

/** A field as its workspace defined it; fields and options come in their order. */
export type FieldDefinition = {
  id: string;
  name: string;
  type: FieldType;
  shownOn: readonly TaskType[];
  /** Of choices only. */
  options: readonly FieldOption[];
};

/** What a task has in a field: a text, an ISO date or an option's id; several options' ids; a member; ticked. */
export type FieldValue = string | number | true | readonly string[] | PersonRef;

/** By the field's id. Fields without a value are missing. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The same as it is given and kept: of a member the id, null for none. */
export type PlainValue = string | number | true | readonly string[] | null;

export const mostFields = 50;
export const mostOptions = 50;
/** With those that are retired. */
export const mostOptionsKept = 200;
export const mostChosen = 20;
export const longestFieldName = 40;
export const longestOptionName = 60;
export const longestFieldText = 500;
export const largestFieldNumber = 1e15;

export const hasOptions = (type: FieldType): boolean => type === "choice" || type === "multiple_choice";

/** By which names are the same: without case, in whatever alphabet. */
export const fieldKey = (name: string): string => name.normalize("NFKC").toLowerCase();

/** How texts are compared: without case, in whatever alphabet; very long ones by how they begin. */
export const fieldTextKey = (text: string): string => [...fieldKey(text)].slice(0, longestFieldText).join("");

/** The fields that tasks of a type have. */
export const fieldsOn = (fields: readonly FieldDefinition[], type: TaskType): FieldDefinition[] =>
  fields.filter(({ shownOn }) => shownOn.includes(type));

/** A value as it is given: what two people have chosen is compared by it. */
export function plainValue(value: FieldValue | undefined): PlainValue {
  if (value === undefined) return null;
  return typeof value === "object" && "id" in value ? value.id : value;
}

export const samePlain = (a: PlainValue, b: PlainValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A day that exists. Years before 1000 are slips of the keyboard. */
export function isFieldDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A number as people write it, with a comma or a point and spaces between the digits; null when it is none. */
export function readNumber(typed: string): number | null {
  const plain = typed.replace(/[\s\u00A0\u202F'’]/g, "").replace(/\u2212/g, "-");
  const point =
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) && plain.split(",").length > 2
      ? plain.replaceAll(",", "")
      : plain.replace(",", ".");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(point)) return null;
  const number = Number(point);
  return Math.abs(number) <= largestFieldNumber ? number : null;
}
