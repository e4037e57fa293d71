import type { ReactNode } from "react";

/** That somebody is writing, in the words given. Seen, not announced: it would interrupt a screen reader over and over. */
export function TypingLine({ children }: { children: ReactNode }) {
  return (
    <p aria-live="off" className="mt-3 flex items-center gap-2 pl-9 text-muted text-xs">
      <span aria-hidden className="flex gap-0.5">
        {[0, 200, 400].map((delay) => (
          <span
            key={delay}
            className="size-1.5 animate-pulse rounded-full bg-current"
            style={{ animationDelay: `${delay}ms` }}
          />
        ))}
      </span>
      {children}
    </p>
  );
}
