import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "../columns";
import { memberships, teams, tenant } from "./workspaces";

export const viewScopes = ["private", "team", "workspace"] as const;
export type ViewScope = (typeof viewScopes)[number];

/** Views of the support queue that somebody keeps: for themselves, for a team, or for all who handle tickets. */
export const savedViews = pgTable(
  "saved_views",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    scope: text("scope", { enum: viewScopes }).notNull(),
    /** Who made it; a private one is theirs alone. */
    ownerUserId: uuid("owner_user_id").notNull(),
    teamId: uuid("team_id"),
    /** The place in the queue, as its address says it. */
    address: text("address").notNull(),
    /** Smaller stands higher; ids decide between equal ones. */
    position: integer("position").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("saved_views_team").on(t.workspaceId, t.teamId).where(sql`${t.teamId} is not null`),
    index("saved_views_owner").on(t.workspaceId, t.ownerUserId),
    foreignKey({
      name: "saved_views_owner_fk",
      columns: [t.workspaceId, t.ownerUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "saved_views_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }).onDelete("cascade"),
    check("saved_views_scope", sql`${t.scope} in ('private', 'team', 'workspace')`),
    check("saved_views_team_of_scope", sql`(${t.scope} = 'team') = (${t.teamId} is not null)`),
    check("saved_views_name_length", sql`length(${t.name}) between 1 and 60`),
    check("saved_views_address_length", sql`length(${t.address}) <= 4000`),
  ],
);
