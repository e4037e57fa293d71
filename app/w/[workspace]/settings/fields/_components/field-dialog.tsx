"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  type FieldDefinition,
  type FieldType,
  fieldTypeOrder,
  hasOptions,
  longestFieldName,
} from "@/lib/domain/tasks/fields/field-rules";
import type { TaskType } from "@/lib/domain/tasks/task-status";
import { EditDialog } from "../../_components/edit-dialog";
import { changeFieldAction, createFieldAction } from "../../actions";
import { OptionList } from "./option-list";
import { useFieldDeed } from "./use-field-deed";

const types = ["ticket", "task", "bug", "epic"] as const satisfies TaskType[];

/** Makes a custom field, or changes the one given: what it is called, who has it, what can be chosen. */
export function FieldDialog({ workspace, field }: { workspace: string; field?: FieldDefinition }) {
  const t = useTranslations("settings.customFields");
  const deed = useFieldDeed();
  return (
    <EditDialog
      create={t("create")}
      edit={field ? t("editOf", { name: field.name }) : null}
      fields={["name", "shownOn", "options"]}
      read={read}
      send={async ({ type, options, ...given }) => {
        if (!field) return createFieldAction(workspace, { ...given, type, options });
        const answer = await changeFieldAction(workspace, { fieldId: field.id, ...given, options });
        const before = answer.ok ? answer.data : null;
        if (before)
          deed.told(field.name, t("changed", { name: given.name }), () =>
            changeFieldAction(workspace, before),
          );
        return answer;
      }}
    >
      {(problemOf) => <FieldForm field={field} problemOf={problemOf} />}
    </EditDialog>
  );
}

interface FieldFormProps {
  field: FieldDefinition | undefined;
  problemOf: (field: string) => string | undefined;
}

function FieldForm({ field, problemOf }: FieldFormProps) {
  const t = useTranslations("settings.customFields");
  const [type, setType] = useState<FieldType>(field?.type ?? "text");
  const problemId = useId();
  const wrong = problemOf("shownOn");
  return (
    <>
      <Field label={t("name")} error={problemOf("name")} required>
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={field?.name}
            maxLength={longestFieldName}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t("type")} hint={field ? t("typeFixed") : undefined}>
        {(control) => (
          <Select
            {...control}
            name="type"
            value={type}
            onValueChange={setType}
            disabled={field !== undefined}
            options={fieldTypeOrder.map((value) => ({ value, label: t(`types.${value}`) }))}
          />
        )}
      </Field>
      {hasOptions(type) ? <OptionList options={field?.options ?? []} problem={problemOf("options")} /> : null}
      <fieldset aria-describedby={wrong ? problemId : undefined}>
        <legend className="pb-1.5 font-medium text-sm">{t("shownOn")}</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
          {types.map((value) => (
            <Checkbox
              key={value}
              name="shownOn"
              value={value}
              defaultChecked={field ? field.shownOn.includes(value) : value === "ticket"}
              label={t(`on.${value}`)}
            />
          ))}
        </div>
        <div aria-live="polite">
          {wrong ? (
            <p id={problemId} className="pt-1.5 text-danger-text text-xs">
              {wrong}
            </p>
          ) : null}
        </div>
      </fieldset>
    </>
  );
}

function read(form: FormData) {
  const ids = form.getAll("optionId").map(String);
  const names = form.getAll("optionName").map(String);
  return {
    name: String(form.get("name") ?? ""),
    type: (form.get("type") ?? "text") as FieldType,
    shownOn: form.getAll("shownOn") as TaskType[],
    options: ids.flatMap((id, at) => (names[at]?.trim() ? [{ id, name: names[at] }] : [])),
  };
}
