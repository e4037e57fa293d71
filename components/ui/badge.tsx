import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const styles = cva(
  "inline-flex min-w-0 shrink-0 items-center gap-1 whitespace-nowrap font-medium [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-muted",
        outline: "border border-border text-muted",
        accent: "bg-accent-soft text-accent-text",
        danger: "bg-danger-soft text-danger-text",
        warning: "bg-warning-soft text-warning-text",
        success: "bg-success-soft text-success-text",
        info: "bg-info-soft text-info-text",
        note: "bg-note text-note-text",
      },
      size: {
        sm: "h-4.5 rounded-sm px-1 text-2xs",
        md: "h-5 rounded-sm px-1.5 text-xs",
      },
    },
    defaultVariants: { tone: "neutral", size: "md" },
  },
);

/** A short fact: a status, a priority, a tag. Its meaning is in its words or icon, never in the colour alone. */
export function Badge({
  tone,
  size,
  className,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof styles>) {
  return <span className={cn(styles({ tone, size }), className)} {...props} />;
}

/** An unread count; nothing at zero, "99+" above. */
export function CountBadge({ count, className }: { count: number; className?: string }) {
  if (count <= 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-2xs text-on-accent tabular-nums",
        className,
      )}
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}
