import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  Clock3,
  Lock,
  type LucideIcon,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TicketStatus } from "@/lib/domain/tasks/views";

const looks: Record<TicketStatus, { icon: LucideIcon; colour: string }> = {
  new: { icon: CircleDashed, colour: "text-info-text" },
  open: { icon: CircleDot, colour: "text-accent-text" },
  pending: { icon: Clock3, colour: "text-warning-text" },
  on_hold: { icon: CirclePause, colour: "text-subtle" },
  resolved: { icon: CircleCheck, colour: "text-success-text" },
  closed: { icon: Lock, colour: "text-subtle" },
};

/** A status by shape and colour. Its word stands beside it or names what it sits in. */
export function StatusIcon({ status, className }: { status: TicketStatus; className?: string }) {
  const { icon: Icon, colour } = looks[status];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", colour, className)} />;
}
