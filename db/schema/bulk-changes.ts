import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant } from "../columns";
import { memberships, tenant } from "./workspaces";

/** One change that a member asked for of many tickets at once. A job carries it out, ticket by ticket. */
export const bulkChanges = pgTable(
  "bulk_changes",
  {
    workspaceId: tenant(),
    /** Made by the browser that asked, so that asking twice does it once. */
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    /** What is to be done with each; null where it takes back another one. */
    deed: jsonb("deed"),
    /** What the chosen member, team or tags were called. */
    label: text("label").notNull().default(""),
    undoesId: uuid("undoes_id"),
    total: integer("total").notNull(),
    cancelledAt: instant("cancelled_at"),
    finishedAt: instant("finished_at"),
    /** When the summary was put away. */
    dismissedAt: instant("dismissed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("bulk_changes_user").on(t.workspaceId, t.userId, t.createdAt),
    // Taken back once.
    uniqueIndex("bulk_changes_undoes").on(t.workspaceId, t.undoesId).where(sql`${t.undoesId} is not null`),
    foreignKey({
      name: "bulk_changes_user_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "bulk_changes_undoes_fk",
      columns: [t.workspaceId, t.undoesId],
      foreignColumns: [t.workspaceId, t.id],
    }).onDelete("cascade"),
    check("bulk_changes_one_deed", sql`(${t.deed} is null) = (${t.undoesId} is not null)`),
  ],
);

export const bulkOutcomes = ["changed", "unchanged", "refused"] as const;

/** What became of one ticket of a bulk change, stored in the transaction that changed it. */
export const bulkChangeRows = pgTable(
  "bulk_change_rows",
  {
    workspaceId: tenant(),
    bulkChangeId: uuid("bulk_change_id").notNull(),
    /** Of the ticket, as it was asked for: it may not be there, or not be seen by who asks. */
    number: integer("number").notNull(),
    /** What the ticket had when it was asked for: who changes that first is not overwritten unseen. */
    seen: text("seen"),
    /** Null until it was its turn. */
    outcome: text("outcome", { enum: bulkOutcomes }),
    /** The event of its change, by which it is taken back; where this takes back a change, that one's. */
    changeId: uuid("change_id"),
    /** Why not, in the terms of `PublicError`. */
    refusal: jsonb("refusal"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.bulkChangeId, t.number] }),
    index("bulk_change_rows_left")
      .on(t.workspaceId, t.bulkChangeId, t.number)
      .where(sql`${t.outcome} is null`),
    foreignKey({
      name: "bulk_change_rows_change_fk",
      columns: [t.workspaceId, t.bulkChangeId],
      foreignColumns: [bulkChanges.workspaceId, bulkChanges.id],
    }).onDelete("cascade"),
    check("bulk_change_rows_outcome", sql`${t.outcome} in ('changed', 'unchanged', 'refused')`),
    check(
      "bulk_change_rows_refusal",
      sql`(${t.outcome} is not distinct from 'refused') = (${t.refusal} is not null)`,
    ),
  ],
);
