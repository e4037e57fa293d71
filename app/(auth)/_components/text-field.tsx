"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import type { PublicError } from "@/lib/core/errors";
import { useErrorText } from "@/lib/i18n/use-error-text";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "name"> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The form's last refusal: what it says about this field stands below it. */
  error?: PublicError | null;
}

/** A labelled text of a form, with what was wrong with it. */
export function TextField({ name, label, hint, error, type, ...input }: TextFieldProps) {
  const text = useErrorText();
  const Control = type === "password" ? PasswordInput : Input;
  return (
    <Field label={label} hint={hint} error={text.field(error, name)} required={input.required}>
      {(control) => (
        <Control {...control} {...input} name={name} {...(type === "password" ? {} : { type })} />
      )}
    </Field>
  );
}
