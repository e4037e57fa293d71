import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlStyles } from "./input";

/** Grows with its text up to `max-h-*`, where it scrolls. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(
        controlStyles,
        "field-sizing-content max-h-96 resize-y px-2.5 py-1.5 leading-5 read-only:bg-sunken",
        className,
      )}
      {...props}
    />
  );
}
