"use client";

import type { ReactNode } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "./dropdown-menu";

export interface RadioMenuProps<Value extends string> {
  label: string;
  /** Null: none of them. */
  value: Value | null;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Its width. */
  className?: string;
  /** Said below the options. */
  hint?: ReactNode;
  /** The button. */
  children: ReactNode;
}

/** One of a few values, behind a button. */
export function RadioMenu<Value extends string>(props: RadioMenuProps<Value>) {
  const { label, value, options, onChange, open, onOpenChange, className, hint, children } = props;
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent className={className}>
        <DropdownMenuLabel>{label}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={value ?? ""} onValueChange={(next) => onChange(next as Value)}>
          {options.map((option) => (
            <DropdownMenuRadioItem key={option.value} value={option.value} icon={option.icon}>
              {option.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        {hint ? <p className="px-2 py-1.5 text-muted text-xs">{hint}</p> : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
