/** The look that menus, selects and the command palette share. */
export const menuSurface =
  "z-50 max-h-[min(24rem,var(--radix-popper-available-height))] min-w-44 overflow-y-auto rounded-lg bg-raised p-1 text-text shadow-overlay outline-none";

export const popMotion =
  "origin-(--radix-popper-transform-origin) animate-pop-in data-[state=closed]:animate-pop-out";

export const menuItem =
  "relative flex min-h-8 w-full select-none items-center gap-2 rounded-md px-2 py-1 text-sm outline-none data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

export const menuLabel = "px-2 pt-1.5 pb-1 font-medium text-subtle text-xs";
