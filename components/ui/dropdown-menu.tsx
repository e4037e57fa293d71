"use client";

import type { ComponentProps } from "react";
import type { DropdownMenuContentProps } from "./dropdown-menu-parts";
import { lazyParts } from "./lazy-parts";
import {
  OverlayRoot,
  type OverlayRootProps,
  OverlayTrigger,
  type OverlayTriggerProps,
  useOverlayParts,
} from "./overlay";

const parts = lazyParts(() => import("./dropdown-menu-parts"));

/** Not modal: the page behind stays reachable for screen readers, and doesn't jump when its scroll bar goes. */
export function DropdownMenu(props: OverlayRootProps) {
  return <OverlayRoot {...props} />;
}

export function DropdownMenuTrigger(props: OverlayTriggerProps) {
  return <OverlayTrigger kind="menu" parts={parts} {...props} />;
}

export function DropdownMenuContent(props: Omit<DropdownMenuContentProps, "overlay">) {
  const [here, overlay] = useOverlayParts(parts);
  return here ? <here.Content overlay={overlay} {...props} /> : null;
}

// What stands in the content, which is rendered only when all of them are here.
type Parts = typeof import("./dropdown-menu-parts");
type PropsOf<Name extends keyof Parts> = ComponentProps<Parts[Name]>;

export function DropdownMenuItem(props: PropsOf<"Item">) {
  const here = parts.now();
  return here ? <here.Item {...props} /> : null;
}

export function DropdownMenuCheckboxItem(props: PropsOf<"CheckboxItem">) {
  const here = parts.now();
  return here ? <here.CheckboxItem {...props} /> : null;
}

export function DropdownMenuRadioGroup(props: PropsOf<"RadioGroup">) {
  const here = parts.now();
  return here ? <here.RadioGroup {...props} /> : null;
}

export function DropdownMenuRadioItem(props: PropsOf<"RadioItem">) {
  const here = parts.now();
  return here ? <here.RadioItem {...props} /> : null;
}

export function DropdownMenuLabel(props: PropsOf<"Label">) {
  const here = parts.now();
  return here ? <here.Label {...props} /> : null;
}

export function DropdownMenuSeparator() {
  const here = parts.now();
  return here ? <here.Separator /> : null;
}
