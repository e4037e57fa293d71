import { Bug, Layers, type LucideIcon, SquareCheck, Ticket } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TaskType } from "@/lib/domain/tasks/task-status";

const looks: Record<TaskType, { icon: LucideIcon; colour: string }> = {
  ticket: { icon: Ticket, colour: "text-subtle" },
  task: { icon: SquareCheck, colour: "text-accent-text" },
  bug: { icon: Bug, colour: "text-danger-text" },
  epic: { icon: Layers, colour: "text-info-text" },
};

/** What kind of task it is, by shape. Its word stands beside it or names what it sits in. */
export function TaskTypeIcon({ type, className }: { type: TaskType; className?: string }) {
  const { icon: Icon, colour } = looks[type];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", colour, className)} />;
}
