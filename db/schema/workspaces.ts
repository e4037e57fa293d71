import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../columns";
import { users } from "./users";

export const roles = ["admin", "manager", "agent", "user"] as const;
export type Role = (typeof roles)[number];

/** How a team's new tickets find who answers them: people take them, or they are handed out in one of these ways. */
export const assignmentModes = ["by_hand", "round_robin", "least_loaded"] as const;

export const workspaces = pgTable(
  "workspaces",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull().default("UTC"),
    /** Agents see every ticket instead of own, own teams' and unassigned ones. */
    agentsSeeAllTickets: boolean("agents_see_all_tickets").notNull().default(false),
    closeResolvedAfterDays: integer("close_resolved_after_days").notNull().default(14),
    archiveInactiveAfterDays: integer("archive_inactive_after_days").notNull().default(3),
    /** How long before a resolved ticket closes its customer is warned, where the inbox wants that. */
    closeWarningDays: integer("close_warning_days").notNull().default(2),
    /** Empty: the usual words, in the customer's language. */
    closeWarningText: text("close_warning_text").notNull().default(""),
    /** Tickets in hand up to which a member is given new ones automatically, unless they have a figure of their own. */
    assignmentCapacity: integer("assignment_capacity").notNull().default(10),
    /** Part of every members' channel name; raised when somebody loses access, so old names fall silent. */
    accessEpoch: integer("access_epoch").notNull().default(1),
    nextTaskNumber: integer("next_task_number").notNull().default(1),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("workspaces_slug_shape", sql`${t.slug} ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'`),
    check("workspaces_close_days", sql`${t.closeResolvedAfterDays} between 1 and 365`),
    check("workspaces_close_warning_days", sql`${t.closeWarningDays} between 1 and 30`),
    check("workspaces_archive_days", sql`${t.archiveInactiveAfterDays} between 1 and 365`),
    check("workspaces_assignment_capacity", sql`${t.assignmentCapacity} between 1 and 500`),
  ],
);

/** The tenant column of every tenant-owned table; deleting a workspace deletes what it owns. */
export const tenant = () =>
  uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

export const memberships = pgTable(
  "memberships",
  {
    workspaceId: tenant(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    /** Whether new tickets may be handed to this member. */
    available: boolean("available").notNull().default(true),
    /** Null: the workspace's figure holds. */
    assignmentCapacity: integer("assignment_capacity"),
    /**
     * Memberships that single sign-on gave: while active the role follows the claim at each sign-in; lapsed ones
     * come back with the claim. One that somebody removed by hand does not.
     */
    sso: text("sso", { enum: ["active", "lapsed"] }),
    /** A removed member's row stays, so that what they wrote keeps its author. */
    removedAt: instant("removed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    index("memberships_user").on(t.userId),
    check("memberships_role", sql`${t.role} in ('admin', 'manager', 'agent', 'user')`),
    check("memberships_sso", sql`${t.sso} in ('active', 'lapsed')`),
    check("memberships_assignment_capacity", sql`${t.assignmentCapacity} between 1 and 500`),
  ],
);

export const teams = pgTable(
  "teams",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    assignmentMode: text("assignment_mode", { enum: assignmentModes }).notNull().default("by_hand"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("teams_name").on(t.workspaceId, sql`lower(${t.name})`),
    check("teams_assignment_mode", sql`${t.assignmentMode} in ('by_hand', 'round_robin', 'least_loaded')`),
  ],
);

export const teamMembers = pgTable(
  "team_members",
  {
    workspaceId: tenant(),
    teamId: uuid("team_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** When the team's last ticket was handed to them automatically: whose turn is longest ago comes first. */
    lastHandedAt: instant("last_handed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.teamId, t.userId] }),
    index("team_members_user").on(t.workspaceId, t.userId),
    foreignKey({
      name: "team_members_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "team_members_member_fk",
      columns: [t.workspaceId, t.userId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }).onDelete("cascade"),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull(),
    teamIds: uuid("team_ids").array().notNull().default(sql`'{}'`),
    tokenHash: text("token_hash").notNull().unique(),
    invitedByUserId: uuid("invited_by_user_id").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // One open invitation per address: a second one replaces the first.
    uniqueIndex("invitations_open")
      .on(t.workspaceId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
    foreignKey({
      name: "invitations_inviter_fk",
      columns: [t.workspaceId, t.invitedByUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("invitations_role", sql`${t.role} in ('admin', 'manager', 'agent', 'user')`),
  ],
);

/** Which value of an OpenID claim gives which role in which workspace. No row: no membership. */
export const ssoRoleMappings = pgTable(
  "sso_role_mappings",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    claimValue: text("claim_value").notNull(),
    role: text("role", { enum: roles }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("sso_role_mappings_value").on(t.workspaceId, t.claimValue),
    index("sso_role_mappings_claim").on(t.claimValue),
    check("sso_role_mappings_role", sql`${t.role} in ('admin', 'manager', 'agent', 'user')`),
  ],
);
