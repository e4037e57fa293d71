import {
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CirclePlay,
  CircleX,
  Clock3,
  Eye,
  Lock,
  type LucideIcon,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TaskStatus } from "@/lib/domain/tasks/task-status";

const looks: Record<TaskStatus, { icon: LucideIcon; colour: string }> = {
  new: { icon: CircleDashed, colour: "text-info-text" },
  open: { icon: CircleDot, colour: "text-accent-text" },
  pending: { icon: Clock3, colour: "text-warning-text" },
  on_hold: { icon: CirclePause, colour: "text-subtle" },
  resolved: { icon: CircleCheck, colour: "text-success-text" },
  closed: { icon: Lock, colour: "text-subtle" },
  backlog: { icon: CircleDashed, colour: "text-subtle" },
  todo: { icon: Circle, colour: "text-info-text" },
  in_progress: { icon: CirclePlay, colour: "text-accent-text" },
  in_review: { icon: Eye, colour: "text-warning-text" },
  done: { icon: CircleCheck, colour: "text-success-text" },
  cancelled: { icon: CircleX, colour: "text-subtle" },
};

/** A status by shape and colour. Its word stands beside it or names what it sits in. */
export function StatusIcon({ status, className }: { status: TaskStatus; className?: string }) {
  const { icon: Icon, colour } = looks[status];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", colour, className)} />;
}
