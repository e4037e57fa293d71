"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { menuItem, menuLabel, menuSurface, popMotion } from "./menu-styles";
import "./style-nonce";

/** Not modal: the page behind stays reachable for screen readers, and doesn't jump when its scroll bar goes. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={4}
        collisionPadding={8}
        align="start"
        className={cn(menuSurface, popMotion, className)}
        {...props}
      />
    </Radix.Portal>
  );
}

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  keys?: readonly string[];
  tone?: "danger";
}

export function DropdownMenuItem({ icon, keys, tone, className, children, asChild, ...props }: ItemProps) {
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

export function DropdownMenuRadioItem({
  icon,
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem> & { icon?: ReactNode }) {
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

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabel, className)} {...props} />;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
