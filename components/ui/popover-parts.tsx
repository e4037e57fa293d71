"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { popMotion } from "./menu-styles";
import type { Overlay } from "./overlay";
import "./style-nonce";
import { useReturnFocus } from "./use-return-focus";

export interface PopoverContentProps extends ComponentProps<typeof Radix.Content> {
  overlay: Overlay;
}

/** Everything of a popover but its button; `popover.tsx` fetches it. */
export function Content({ overlay, className, ...props }: PopoverContentProps) {
  const focus = useReturnFocus(overlay);
  return (
    <Radix.Root open={overlay.open} onOpenChange={overlay.setOpen}>
      <Radix.Anchor virtualRef={overlay.trigger as ComponentProps<typeof Radix.Anchor>["virtualRef"]} />
      <Radix.Portal>
        <Radix.Content
          id={overlay.contentId}
          sideOffset={4}
          collisionPadding={8}
          align="start"
          className={cn(
            "z-50 max-h-(--radix-popper-available-height) w-72 overflow-y-auto rounded-lg bg-raised p-3 text-text shadow-overlay outline-none",
            popMotion,
            className,
          )}
          {...focus}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  );
}
