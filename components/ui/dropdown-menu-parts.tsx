"use client";

import { Check } from "lucide-react";
// The library's own menu under its dropdown: that one insists on rendering the button too.
import { Menu as Radix } from "radix-ui/internal";
import { type ComponentProps, type ReactNode, useCallback } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { menuItem, menuLabel, menuSurface, popMotion } from "./menu-styles";
import type { Overlay } from "./overlay";
import "./style-nonce";
import { useReturnFocus } from "./use-return-focus";

export interface DropdownMenuContentProps extends ComponentProps<typeof Radix.Content> {
  overlay: Overlay;
}

/** Everything of a menu but its button; `dropdown-menu.tsx` fetches it. */
export function Content({ overlay, className, ...props }: DropdownMenuContentProps) {
  const { byPointer } = overlay;
  const focus = useReturnFocus(overlay);
  // The key that opened it came before the library could hear it, so where it leads to is said here.
  const focusFirst = useCallback(
    (menu: HTMLElement | null) => {
      if (menu && !byPointer.current) firstItem(menu)?.focus({ preventScroll: true });
    },
    [byPointer],
  );
  return (
    <Radix.Root open={overlay.open} onOpenChange={overlay.setOpen} modal={false}>
      <Radix.Anchor virtualRef={overlay.trigger as ComponentProps<typeof Radix.Anchor>["virtualRef"]} />
      <Radix.Portal>
        <Radix.Content
          ref={focusFirst}
          id={overlay.contentId}
          aria-labelledby={overlay.triggerId}
          sideOffset={4}
          collisionPadding={8}
          align="start"
          className={cn(menuSurface, popMotion, className)}
          {...focus}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  );
}

const firstItem = (menu: HTMLElement) =>
  menu.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])");

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  keys?: readonly string[];
  tone?: "danger";
}

export function Item({ icon, keys, tone, className, children, asChild, ...props }: ItemProps) {
  const look = cn(menuItem, tone === "danger" ? "text-danger-text" : "[&_svg]:text-subtle", className);
  // A link takes the place of the row, so it brings its own icon and text.
  if (asChild) {
    return (
      <Radix.Item asChild className={look} {...props}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={look} {...props}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} className="ml-4" /> : null}
    </Radix.Item>
  );
}

interface CheckboxItemProps extends ComponentProps<typeof Radix.CheckboxItem> {
  icon?: ReactNode;
}

/** Something that is or isn't so, with a check where it is. */
export function CheckboxItem({ icon, className, children, ...props }: CheckboxItemProps) {
  return (
    <Radix.CheckboxItem className={cn(menuItem, "[&_svg]:text-subtle", className)} {...props}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden className="text-accent-text!" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

export function RadioGroup(props: ComponentProps<typeof Radix.RadioGroup>) {
  return <Radix.RadioGroup {...props} />;
}

interface RadioItemProps extends ComponentProps<typeof Radix.RadioItem> {
  icon?: ReactNode;
}

export function RadioItem({ icon, className, children, ...props }: RadioItemProps) {
  return (
    <Radix.RadioItem className={cn(menuItem, "[&_svg]:text-subtle", className)} {...props}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden className="text-accent-text!" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function Label({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabel, className)} {...props} />;
}

export function Separator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
