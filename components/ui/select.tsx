"use client";

import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { controlStyles } from "./input";
import { menuItem, menuSurface, popMotion } from "./menu-styles";
import { documentNonce } from "./style-nonce";

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  /** Its field in a form. */
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  size?: "sm" | "md";
  className?: string;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

/** One of a few options. For long or searchable lists use the command palette's list in a popover. */
export function Select<Value extends string>({
  options,
  value,
  defaultValue,
  onValueChange,
  name,
  placeholder,
  disabled,
  size = "md",
  className,
  ...trigger
}: SelectProps<Value>) {
  const t = useTranslations("common");
  return (
    <Radix.Root
      value={value}
      defaultValue={defaultValue}
      onValueChange={onValueChange as ((value: string) => void) | undefined}
      name={name}
      disabled={disabled}
    >
      <Radix.Trigger
        className={cn(
          controlStyles,
          "inline-flex items-center gap-2 px-2.5 text-left data-[placeholder]:text-subtle",
          size === "sm" ? "h-7 text-xs sm:text-xs" : "h-9 sm:h-8",
          className,
        )}
        {...trigger}
      >
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={placeholder ?? t("select.placeholder")} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-subtle" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(menuSurface, popMotion, "min-w-(--radix-select-trigger-width)")}
        >
          <Radix.Viewport nonce={documentNonce}>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className={cn(menuItem, "pr-8")}
              >
                {option.icon}
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2">
                  <Check aria-hidden className="text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
