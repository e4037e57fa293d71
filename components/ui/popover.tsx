"use client";

import { lazyParts } from "./lazy-parts";
import { OverlayRoot, OverlayTrigger, type OverlayTriggerProps, useOverlayParts } from "./overlay";
import type { PopoverContentProps } from "./popover-parts";

const parts = lazyParts(() => import("./popover-parts"));

export const Popover = OverlayRoot;

export function PopoverTrigger(props: OverlayTriggerProps) {
  return <OverlayTrigger kind="dialog" parts={parts} {...props} />;
}

/** Needs a name: pass `aria-label` or `aria-labelledby`. */
export function PopoverContent(props: Omit<PopoverContentProps, "overlay">) {
  const [here, overlay] = useOverlayParts(parts);
  return here ? <here.Content overlay={overlay} {...props} /> : null;
}
