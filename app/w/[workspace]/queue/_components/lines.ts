import type { QueueGrouping } from "@/lib/domain/tasks/queue/place";
import { groupOf } from "@/lib/domain/tasks/queue/rules";
import type { TicketListItem } from "@/lib/domain/tasks/views";

/** What stands one below the other: tickets, and over each group its heading. */
export type Line =
  | { kind: "group"; key: string; ticket: TicketListItem }
  | { kind: "ticket"; key: string; ticket: TicketListItem };

/**
 * Puts headings over groups. A ticket that changed keeps its place until the list is let go: alone among those of another
 * group it gets no heading, since it will not stay there.
 */
export function linesOf(rows: readonly TicketListItem[], group: QueueGrouping | null): Line[] {
  const lines: Line[] = [];
  let current: string | null = null;
  const headed = new Set<string>();
  for (const [n, ticket] of rows.entries()) {
    const own = groupOf(ticket, group);
    const next = rows[n + 1];
    const isAstray = current !== null && next !== undefined && groupOf(next, group) === current;
    if (group && own !== current && !isAstray && !headed.has(own)) {
      headed.add(own);
      current = own;
      lines.push({ kind: "group", key: `group ${own}`, ticket });
    }
    lines.push({ kind: "ticket", key: ticket.id, ticket });
  }
  return lines;
}
