import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * Scrolls sideways inside itself when the window is too narrow. Name it with `aria-label` or a caption. `relative`, so
 * that texts for screen readers, which stand outside the flow, scroll along instead of widening the page.
 */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className="relative w-full overflow-x-auto" tabIndex={0} aria-label={props["aria-label"]}>
      <table className={cn("w-full border-collapse text-left text-sm", className)} {...props} />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-border border-b text-subtle text-xs", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("divide-y divide-border", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("transition-colors [tbody_&]:hover:bg-hover", className)} {...props} />;
}

export function TableHeader({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-8 whitespace-nowrap px-3 font-medium first:pl-4 last:pr-4", className)}
      {...props}
    />
  );
}

/** Words stay whole: a table that is too wide scrolls instead of breaking them letter by letter. */
export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      className={cn("h-11 px-3 py-1.5 align-middle wrap-break-word first:pl-4 last:pr-4", className)}
      {...props}
    />
  );
}
