"use client";

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Tooltip, type TooltipProps } from "./tooltip";

const styles = cva(
  "inline-flex shrink-0 items-center justify-center rounded-md transition-colors disabled:pointer-events-none disabled:opacity-50",
  {
    variants: {
      variant: {
        ghost:
          "text-muted hover:bg-hover hover:text-text aria-pressed:bg-selected aria-pressed:text-text data-[state=open]:bg-hover data-[state=open]:text-text",
        secondary: "border border-border bg-raised text-muted shadow-xs hover:bg-hover hover:text-text",
        primary: "bg-accent text-on-accent shadow-xs hover:bg-accent-hover",
      },
      size: {
        xs: "size-6 rounded-sm [&_svg]:size-3.5",
        sm: "size-7 [&_svg]:size-4",
        md: "size-8 [&_svg]:size-4",
        lg: "size-10 [&_svg]:size-5",
      },
    },
    defaultVariants: { variant: "ghost", size: "md" },
  },
);

export interface IconButtonProps extends ComponentProps<"button">, VariantProps<typeof styles> {
  /** What it does: its name for screen readers and its tooltip. */
  label: string;
  keys?: TooltipProps["keys"];
  side?: TooltipProps["side"];
}

export function IconButton({ label, keys, side, variant, size, className, type, ...props }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type={type ?? "button"}
        aria-label={label}
        className={cn(styles({ variant, size }), className)}
        {...props}
      />
    </Tooltip>
  );
}
