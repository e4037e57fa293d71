import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant } from "../columns";
import { tasks } from "./tasks";
import { memberships, tenant } from "./workspaces";

/** That a ticket was handed to a member as their next one: until then it is nobody else's next one. */
export const ticketLeases = pgTable(
  "ticket_leases",
  {
    workspaceId: tenant(),
    taskId: uuid("task_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** Kept for a while, so that who passes over a ticket is not handed it again at once. */
    handedAt: instant("handed_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.taskId, t.userId] }),
    index("ticket_leases_user").on(t.workspaceId, t.userId),
    index("ticket_leases_expired").on(t.expiresAt),
    foreignKey({
      name: "ticket_leases_task_fk",
      columns: [t.workspaceId, t.taskId],
      foreignColumns: [tasks.workspaceId, tasks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ticket_leases_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
