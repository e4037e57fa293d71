import { cn } from "@/components/ui/cn";

/** The mark alone; give it a size by class. Decorative: the name stands beside it or in a label. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M8 11.5C8 9 10 7 12.5 7H24v5.2H14.2a1 1 0 0 0-1 1V25H8z" className="fill-on-accent" />
      <path d="M15.8 15.2h5.7v.4a5.2 5.2 0 0 1-5.2 5.2h-.5z" className="fill-on-accent/70" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2 font-semibold text-lg text-text tracking-[-0.02em]",
        className,
      )}
    >
      <LogoMark />
      Flowra
    </span>
  );
}
