import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tsvector, updatedAt } from "../columns";
import { teams, tenant } from "./workspaces";

/** Where support chats arrive. In this release an inbox is a web chat page. */
export const inboxes = pgTable(
  "inboxes",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** Unique over all workspaces: the public address `/c/<key>`. */
    publicKey: text("public_key").notNull().unique(),
    greeting: text("greeting").notNull().default(""),
    /** Origins such as `https://shop.example` that may frame the chat. Empty: only Flowra itself. */
    allowedOrigins: text("allowed_origins").array().notNull().default(sql`'{}'`),
    /** Asks for name and email before the first message; both stay optional otherwise. */
    requireIdentity: boolean("require_identity").notNull().default(false),
    /** New tickets go to this team's queue. */
    teamId: uuid("team_id"),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      name: "inboxes_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }),
    check("inboxes_key_shape", sql`${t.publicKey} ~ '^[a-z0-9][a-z0-9-]{2,62}$'`),
  ],
);

export const customers = pgTable(
  "customers",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    name: text("name"),
    /** Lower case. Typed by the customer, so it proves nothing until verified. */
    email: text("email"),
    emailVerifiedAt: instant("email_verified_at"),
    externalId: text("external_id"),
    locale: text("locale"),
    timeZone: text("time_zone"),
    search: tsvector("search").generatedAlwaysAs(
      (): SQL =>
        sql`to_tsvector('simple', coalesce(${customers.name}, '') || ' ' || coalesce(${customers.email}, ''))`,
    ),
    /** Last time one of the customer's pages was seen open. */
    lastSeenAt: instant("last_seen_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("customers_external_id")
      .on(t.workspaceId, t.externalId)
      .where(sql`${t.externalId} is not null`),
    // One verified customer per address; any number of unverified ones may have typed it.
    uniqueIndex("customers_verified_email")
      .on(t.workspaceId, t.email)
      .where(sql`${t.emailVerifiedAt} is not null`),
    index("customers_search").using("gin", t.search),
    index("customers_recent").on(t.workspaceId, t.createdAt, t.id),
  ],
);

/** What a customer's browser (or a mailed link) holds to come back; only its hash is stored. */
export const customerTokens = pgTable(
  "customer_tokens",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    inboxId: uuid("inbox_id").notNull(),
    kind: text("kind", { enum: ["browser", "mail_link"] }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("customer_tokens_customer").on(t.workspaceId, t.customerId),
    index("customer_tokens_expiry").on(t.expiresAt),
    foreignKey({
      name: "customer_tokens_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "customer_tokens_inbox_fk",
      columns: [t.workspaceId, t.inboxId],
      foreignColumns: [inboxes.workspaceId, inboxes.id],
    }).onDelete("cascade"),
    check("customer_tokens_kind", sql`${t.kind} in ('browser', 'mail_link')`),
  ],
);
