import type { ReactNode } from "react";
import { cn } from "./cn";

export interface FormSectionProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Without a card around the content, for tables and lists that bring their own edges. */
  bare?: boolean;
  children: ReactNode;
}

/** A titled group of settings in a card. Rows inside are separated by hairlines. */
export function FormSection({ title, description, actions, bare, children }: FormSectionProps) {
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold text-base text-text">{title}</h2>
          {description ? <p className="text-pretty text-muted text-sm">{description}</p> : null}
        </div>
        {actions}
      </div>
      {bare ? (
        children
      ) : (
        <div className="divide-y divide-border rounded-xl border border-border bg-surface">{children}</div>
      )}
    </section>
  );
}

export interface SettingsRowProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Makes the label that of the control with this id. */
  htmlFor?: string;
  /** Keeps a small control (a switch) beside its words on a phone too. */
  inline?: boolean;
  className?: string;
  children: ReactNode;
}

/** A setting: words at the left, its control at the right; under each other on a phone. */
export function SettingsRow({ label, hint, htmlFor, inline, className, children }: SettingsRowProps) {
  const Label = htmlFor ? "label" : "p";
  return (
    <div
      className={cn(
        "flex gap-x-6 gap-y-2 px-4 py-3.5 sm:items-center sm:justify-between",
        inline ? "justify-between" : "flex-col sm:flex-row",
        className,
      )}
    >
      <div className="min-w-0 sm:max-w-[55%]">
        <Label htmlFor={htmlFor} className="block font-medium text-sm text-text">
          {label}
        </Label>
        {hint ? <p className="text-pretty text-subtle text-xs">{hint}</p> : null}
      </div>
      <div className="flex shrink-0 items-center gap-2 sm:justify-end">{children}</div>
    </div>
  );
}
