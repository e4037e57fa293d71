import { useTranslations } from "next-intl";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Avatar } from "@/components/ui/avatar";
import type { QueueGrouping } from "@/lib/domain/tasks/queue/place";
import type { TicketListItem } from "@/lib/domain/tasks/views";

/** What the tickets below have in common. @param ticket one of them */
export function GroupName({ ticket, group }: { ticket: TicketListItem; group: QueueGrouping }) {
  const t = useTranslations("tasks");
  const { status, priority, assignee, team } = ticket;
  const [icon, name] = {
    status: [<StatusIcon key="icon" status={status} className="size-3.5" />, t(`status.${status}`)],
    priority: [<PriorityIcon key="icon" priority={priority} />, t(`priority.${priority}`)],
    assignee: [
      assignee ? (
        <Avatar key="icon" name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />
      ) : null,
      assignee?.name ?? t("assignee.unassigned"),
    ],
    team: [null, team?.name ?? t("team.none")],
  }[group];
  return (
    <span className="flex items-center gap-2">
      {icon}
      {name}
    </span>
  );
}
