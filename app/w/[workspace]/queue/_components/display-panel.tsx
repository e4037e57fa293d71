"use client";

import { ArrowDown, ArrowUp, Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { columnOf, isSortable } from "@/lib/domain/tasks/queue/field-columns";
import {
  type BuiltInSort,
  columnWidth,
  defaultColumns,
  fieldIdOf,
  type QueueColumn,
  type QueueGrouping,
  type QueueSort,
  queueColumns,
  queueGroupings,
  queueSorts,
} from "@/lib/domain/tasks/queue/place";
import { useColumnName, usualWidth } from "./queue-table";
import type { QueueNavigation } from "./use-queue-address";

const widthStep = 24;

/** What stands in the display menu; fetched when it opens. */
export function DisplayPanel({ address }: { address: QueueNavigation }) {
  const t = useTranslations("queue.display");
  const names = useTranslations("queue.columns");
  const nameOf = useColumnName(address.fields);
  const { place, fields, change } = address;
  const { sort, group, columns, widths } = place;
  const hidden = [...queueColumns, ...fields.map(columnOf)].filter((column) => !columns.includes(column));
  const isBuiltIn = (key: QueueSort["key"]): key is BuiltInSort => fieldIdOf(key) === null;
  const directions = isBuiltIn(sort.key) ? sort.key : "field";

  function show(column: QueueColumn, shown: boolean) {
    change({ columns: shown ? [...columns, column] : columns.filter((other) => other !== column) });
  }
  function move(column: QueueColumn, step: 1 | -1) {
    const at = columns.indexOf(column);
    const next = columns.filter((other) => other !== column);
    next.splice(at + step, 0, column);
    change({ columns: next });
  }
  function resize(column: QueueColumn, step: number) {
    const width = (widths[column] ?? usualWidth(column)) + step;
    const within = Math.min(columnWidth.max, Math.max(columnWidth.min, width));
    change({ widths: { ...widths, [column]: within } });
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Field label={t("sort")}>
          {(control) => (
            <Select
              {...control}
              value={sort.key}
              options={[
                ...queueSorts.map((key): { value: QueueSort["key"]; label: string } => ({
                  value: key,
                  label: t(`sorts.${key}`),
                })),
                ...fields.filter(isSortable).map((field) => ({ value: columnOf(field), label: field.name })),
              ]}
              onValueChange={(key) =>
                change({ sort: { key, descending: isBuiltIn(key) && key !== "waiting" && key !== "status" } })
              }
            />
          )}
        </Field>
        <Field label={t("direction")}>
          {(control) => (
            <Select
              {...control}
              value={sort.descending ? "descending" : "ascending"}
              options={[
                { value: "ascending", label: t(`directions.${directions}`) },
                { value: "descending", label: t(`directions.${directions}Desc`) },
              ]}
              onValueChange={(value) => change({ sort: { ...sort, descending: value === "descending" } })}
            />
          )}
        </Field>
      </div>
      <Field label={t("group")}>
        {(control) => (
          <Select
            {...control}
            value={group ?? "none"}
            options={[
              { value: "none", label: t("noGroup") },
              ...queueGroupings.map((name) => ({ value: name, label: names(name) })),
            ]}
            onValueChange={(value) => change({ group: value === "none" ? null : (value as QueueGrouping) })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col max-sm:hidden">
        <legend className="mb-1 font-medium text-sm">{t("columns")}</legend>
        {[...columns, ...hidden].map((column) => {
          const name = nameOf(column);
          const at = columns.indexOf(column);
          return (
            <div key={column} className="flex h-8 items-center gap-1">
              <span className="min-w-0 flex-1">
                <Checkbox
                  label={name}
                  checked={at >= 0}
                  disabled={column === "subject"}
                  onCheckedChange={(checked) => show(column, checked === true)}
                />
              </span>
              {at >= 0 ? (
                <>
                  <IconButton
                    size="xs"
                    label={t("narrower", { name })}
                    onClick={() => resize(column, -widthStep)}
                  >
                    <Minus aria-hidden />
                  </IconButton>
                  <IconButton
                    size="xs"
                    label={t("wider", { name })}
                    onClick={() => resize(column, widthStep)}
                  >
                    <Plus aria-hidden />
                  </IconButton>
                  <IconButton
                    size="xs"
                    label={t("up", { name })}
                    disabled={at === 0}
                    onClick={() => move(column, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    size="xs"
                    label={t("down", { name })}
                    disabled={at === columns.length - 1}
                    onClick={() => move(column, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                </>
              ) : null}
            </div>
          );
        })}
        <Button
          size="sm"
          variant="ghost"
          className="mt-1 self-start"
          onClick={() => change({ columns: defaultColumns, widths: {} })}
        >
          {t("reset")}
        </Button>
      </fieldset>
    </div>
  );
}
