import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Shared by everything one types into. 16 px on phones: below that, iOS zooms the page on focus. */
export const controlStyles = [
  "w-full rounded-md border border-control bg-surface text-lg text-text sm:text-sm",
  "transition-[border-color,box-shadow] hover:border-muted",
  "focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:opacity-60",
  "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
];

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input className={cn(controlStyles, "h-9 px-2.5 read-only:bg-sunken sm:h-8", className)} {...props} />
  );
}
