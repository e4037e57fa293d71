import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** The heading's level where the page has no other heading. */
  as?: "h1" | "h2" | "p";
  text?: ReactNode;
  /** One button or link that leads on. */
  action?: ReactNode;
  className?: string;
}

/** What a list shows when it has nothing: why, and what to do next. */
export function EmptyState({ icon: Icon, title, as: Title = "p", text, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-1 px-6 py-12 text-center", className)}>
      <Icon aria-hidden strokeWidth={1.5} className="mb-2 size-7 text-subtle" />
      <Title className="text-balance font-medium text-base text-text">{title}</Title>
      {text ? <div className="max-w-80 text-pretty text-muted text-sm">{text}</div> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
