import { cn } from "@/components/ui/cn";
import type { Priority } from "@/lib/domain/tasks/views";

const bars: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 4 };

/** A priority as rising bars; urgent is a filled square with a mark, so that it stands out by shape too. */
export function PriorityIcon({ priority, className }: { priority: Priority; className?: string }) {
  const size = cn("size-3.5 shrink-0", className);
  if (priority === "urgent") {
    return (
      <svg aria-hidden="true" viewBox="0 0 14 14" className={cn(size, "text-danger-text")}>
        <rect width="14" height="14" rx="3.5" fill="currentColor" />
        <path
          d="M7 3.4v4.2M7 10.1v.6"
          stroke="var(--color-surface)"
          strokeWidth="1.8"
          strokeLinecap="round"
        />
      </svg>
    );
  }
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 14 14"
      className={cn(size, priority === "high" ? "text-warning-text" : "text-subtle")}
    >
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4 - 3}
          y={11 - bar * 3}
          width="2.6"
          height={bar * 3 + 1}
          rx="0.8"
          fill="currentColor"
          opacity={bar <= bars[priority] ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}
