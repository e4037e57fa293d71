"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function RadioGroup({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root className={cn("flex flex-col gap-2", className)} {...props} />;
}

export interface RadioProps {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export function Radio({ value, label, hint, disabled }: RadioProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    <div className="flex items-start gap-2.5">
      <span className="flex h-5 items-center">
        <Radix.Item
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={hintId}
          className="relative flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-surface transition-colors before:absolute before:-inset-1 hover:border-muted disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        >
          <Radix.Indicator className="size-1.5 rounded-full bg-on-accent" />
        </Radix.Item>
      </span>
      <div className="min-w-0">
        <label htmlFor={id} className="block text-sm text-text">
          {label}
        </label>
        {hint ? (
          <p id={hintId} className="text-subtle text-xs">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
