"use client";

import { FieldRow, FieldText } from "@/components/tasks/field-row";
import {
  type FieldDefinition,
  type FieldValue,
  type FieldValues,
  fieldsOn,
} from "@/lib/domain/tasks/fields/field-rules";
import type { TaskType } from "@/lib/domain/tasks/task-status";
import { FieldControl } from "./field-control";
import { useFieldWords } from "./use-field-words";
import { useFields } from "./use-fields";

export interface CustomFieldsProps {
  slug: string;
  myId: string;
  type: TaskType;
  /** Null: they are not here. */
  values: FieldValues | null;
  mayChange: boolean;
  /** Undefined for none. */
  onSet: (field: FieldDefinition, value: FieldValue | undefined) => void;
}

/** The rows of the fields that a workspace has given to its tickets or tasks. */
export function CustomFields({ slug, myId, type, values, mayChange, onSet }: CustomFieldsProps) {
  const fields = useFields();
  const { words } = useFieldWords();
  if (!fields || !values) return null;
  return fieldsOn(fields, type).map((field) => {
    const value = values[field.id];
    return (
      <FieldRow key={field.id} label={field.name}>
        {mayChange ? (
          <FieldControl
            slug={slug}
            myId={myId}
            field={field}
            value={value}
            onSet={(next) => onSet(field, next)}
          />
        ) : (
          <FieldText>{words(field, value) || "—"}</FieldText>
        )}
      </FieldRow>
    );
  });
}
