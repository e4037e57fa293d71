"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { popMotion } from "./menu-styles";
import "./style-nonce";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverClose = Radix.Close;

/** Needs a name: pass `aria-label` or `aria-labelledby`. */
export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={4}
        collisionPadding={8}
        align="start"
        className={cn(
          "z-50 max-h-(--radix-popper-available-height) w-72 overflow-y-auto rounded-lg bg-raised p-3 text-text shadow-overlay outline-none",
          popMotion,
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}
