"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useFieldWords } from "@/components/tasks/fields/use-field-words";
import type { FieldDefinition } from "@/lib/domain/tasks/fields/field-rules";
import type { FieldFilter } from "@/lib/domain/tasks/queue/field-filters";

/** How a filter by a custom field is said. @param names of people, by id */
export function useFieldFilterWords(names: Record<string, string>) {
  const t = useTranslations("queue.filters");
  const format = useFormatter();
  const { told, words } = useFieldWords();
  return (field: FieldDefinition, filter: FieldFilter): string => {
    switch (filter.kind) {
      case "ticked":
        return told("checkbox", filter.ticked);
      case "text":
        return t(filter.how === "is" ? "isText" : "hasText", { text: filter.text });
      case "oneOf":
        return filter.values
          .map((value) => {
            if (value === "none") return t("nothing");
            if (field.type !== "person") return words({ ...field, type: "choice" }, value);
            return value === "me" ? t("me") : names[value] || t("unknown");
          })
          .join(", ");
      default: {
        const say = (end: string | number) =>
          typeof end === "number"
            ? format.number(end, { maximumFractionDigits: 20 })
            : format.dateTime(new Date(`${end}T12:00:00Z`), "day", { timeZone: "UTC" });
        const { from, to } = filter;
        if (from !== null && to !== null) return t("days", { from: say(from), to: say(to) });
        return from !== null ? t("fromDay", { day: say(from) }) : t("toDay", { day: say(to ?? "") });
      }
    }
  };
}
