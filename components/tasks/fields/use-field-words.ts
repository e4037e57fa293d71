"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { FieldWords } from "@/lib/domain/chats/views";
import type { FieldDefinition, FieldType, FieldValue } from "@/lib/domain/tasks/fields/field-rules";

/** Words for what somebody has in a custom field; an empty text for nothing. */
export function useFieldWords() {
  const t = useTranslations("tasks.fields");
  const format = useFormatter();

  /** Of what is told with its names. */
  function told(type: FieldType, value: FieldWords): string {
    if (value === null) return "";
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return format.number(value, { maximumFractionDigits: 20 });
    if (typeof value !== "string") return format.list(value);
    return type === "date"
      ? format.dateTime(new Date(`${value}T00:00Z`), "date", { timeZone: "UTC" })
      : value;
  }

  /** Of a value, with the names that its options have now. */
  function words({ type, options }: FieldDefinition, value: FieldValue | undefined): string {
    if (value === undefined) return type === "checkbox" ? t("no") : "";
    const named = (id: string) => options.find((option) => option.id === id)?.name ?? t("gone");
    if (typeof value === "string") return type === "choice" ? named(value) : told(type, value);
    if (typeof value !== "object") return told(type, value);
    return "id" in value ? value.name : told(type, value.map(named));
  }

  return { told, words };
}
