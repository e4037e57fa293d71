"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DayRange, YesNo } from "@/lib/domain/tasks/queue/place";

interface ChoicesProps<Value extends string> {
  label: string;
  chosen: readonly Value[];
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (chosen: Value[]) => void;
  note?: string | null;
}

/** Several of some values. */
export function Choices<Value extends string>({
  label,
  chosen,
  options,
  onChange,
  note,
}: ChoicesProps<Value>) {
  if (options.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <div className="-m-1 flex max-h-44 flex-col gap-1.5 overflow-y-auto p-1">
        {options.map(({ value, label, icon }) => (
          <Checkbox
            key={value}
            label={
              <span className="flex min-w-0 items-center gap-1.5">
                {icon}
                <span className="truncate">{label}</span>
              </span>
            }
            checked={chosen.includes(value)}
            onCheckedChange={(checked) =>
              onChange(checked === true ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
        {note ? <p className="shrink-0 text-muted text-xs">{note}</p> : null}
      </div>
    </fieldset>
  );
}

interface YesOrNoProps {
  label: string;
  value: YesNo | null;
  onChange: (value: YesNo | null) => void;
}

export function YesOrNo({ label, value, onChange }: YesOrNoProps) {
  const t = useTranslations("queue.filters");
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          size="sm"
          value={value ?? "any"}
          options={[
            { value: "any", label: t("any") },
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
          onValueChange={(next) => onChange(next === "any" ? null : (next as YesNo))}
        />
      )}
    </Field>
  );
}

export function Days({
  label,
  value,
  onChange,
}: {
  label: string;
  value: DayRange;
  onChange: (value: DayRange) => void;
}) {
  const t = useTranslations("queue.filters");
  const id = useId();
  const [first, last] = [`${id}-from`, `${id}-to`];
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <div className="grid grid-cols-2 gap-2">
        <label htmlFor={first} className="text-muted text-xs">
          {t("from")}
          <Input
            id={first}
            type="date"
            value={value.from ?? ""}
            max={value.to ?? undefined}
            onChange={(event) => onChange({ ...value, from: event.target.value || null })}
            className="min-w-0"
          />
        </label>
        <label htmlFor={last} className="text-muted text-xs">
          {t("to")}
          <Input
            id={last}
            type="date"
            value={value.to ?? ""}
            min={value.from ?? undefined}
            onChange={(event) => onChange({ ...value, to: event.target.value || null })}
            className="min-w-0"
          />
        </label>
      </div>
    </fieldset>
  );
}
