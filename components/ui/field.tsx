"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

/** What a control inside a field needs, so that its label, hint and error are read out with it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Adds "(optional)" after the label. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control, a hint and an error: `<Field label=…>{(control) => <Input {...control} />}</Field>`. */
export function Field({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium text-sm text-text"}>
        {label}
        {optional ? <span className="font-normal text-subtle"> ({t("optional")})</span> : null}
      </label>
      {children({
        id,
        "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      {/* Present before there is an error: screen readers announce only what changes inside a live region. */}
      <div aria-live="polite">
        {error ? (
          <p id={errorId} className="flex items-start gap-1 pt-0.5 text-danger-text text-xs">
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
      {hint ? (
        <p id={hintId} className="text-subtle text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
