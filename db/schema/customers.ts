import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tsvector, updatedAt } from "../columns";
import { memberships, teams, tenant } from "./workspaces";

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
    /** Customers are told before their resolved ticket closes by itself. */
    warnsBeforeClosing: boolean("warns_before_closing").notNull().default(false),
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
    /** What the team notes down besides, by name: `{ "Plan": "Gold" }`. */
    attributes: jsonb("attributes").$type<Record<string, string>>().notNull().default({}),
    /** Into which other one the team merged it; its browsers and mails stay its own. */
    mergedInto: uuid("merged_into"),
    /** The one that the team knows it as, at the end of all merges; null: itself. */
    knownAs: uuid("known_as"),
    search: tsvector("search").generatedAlwaysAs(
      (): SQL =>
        sql`to_tsvector('simple', coalesce(${customers.name}, '') || ' ' || coalesce(${customers.email}, '')) || jsonb_to_tsvector('simple', ${customers.attributes}, '["string"]')`,
    ),
    /** What lists are sorted by. */
    sortName: text("sort_name")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`lower(coalesce(${customers.name}, ${customers.email}, ''))`),
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
    index("customers_by_name").on(t.workspaceId, t.sortName, t.id),
    // Who may be the same person: one address, however many customers typed it.
    index("customers_email").on(t.workspaceId, t.email).where(sql`${t.email} is not null`),
    index("customers_known_as").on(t.workspaceId, t.knownAs).where(sql`${t.knownAs} is not null`),
    index("customers_merged_into").on(t.workspaceId, t.mergedInto).where(sql`${t.mergedInto} is not null`),
    index("customers_with_attributes").on(t.workspaceId, t.updatedAt).where(sql`${t.attributes} <> '{}'`),
    foreignKey({
      name: "customers_merged_into_fk",
      columns: [t.workspaceId, t.mergedInto],
      foreignColumns: [t.workspaceId, t.id] as [AnyPgColumn, AnyPgColumn],
    }),
    foreignKey({
      name: "customers_known_as_fk",
      columns: [t.workspaceId, t.knownAs],
      foreignColumns: [t.workspaceId, t.id] as [AnyPgColumn, AnyPgColumn],
    }),
    check("customers_merged_is_known", sql`(${t.mergedInto} is null) = (${t.knownAs} is null)`),
    check(
      "customers_not_into_itself",
      sql`${t.mergedInto} is distinct from ${t.id} and ${t.knownAs} is distinct from ${t.id}`,
    ),
  ],
);

/** What members write down of a customer for each other; the customer never sees it. */
export const customerNotes = pgTable(
  "customer_notes",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    authorUserId: uuid("author_user_id").notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
    editedAt: instant("edited_at"),
    /** Its row stays, so that this can be taken back. */
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("customer_notes_customer").on(t.workspaceId, t.customerId, t.createdAt),
    foreignKey({
      name: "customer_notes_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "customer_notes_author_fk",
      columns: [t.workspaceId, t.authorUserId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
    check("customer_notes_body_length", sql`char_length(${t.body}) between 1 and 5000`),
  ],
);

/** Who merged which customer into which, and what was filled in there: all that taking it back needs. */
export const customerMerges = pgTable(
  "customer_merges",
  {
    workspaceId: tenant(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    intoCustomerId: uuid("into_customer_id").notNull(),
    mergedBy: uuid("merged_by").notNull(),
    /** What the other one had no value for: `{ name?, email?, attributes }`. */
    filled: jsonb("filled").notNull(),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Of one customer no more than one merge holds.
    uniqueIndex("customer_merges_standing").on(t.workspaceId, t.customerId).where(sql`${t.undoneAt} is null`),
    index("customer_merges_into").on(t.workspaceId, t.intoCustomerId),
    foreignKey({
      name: "customer_merges_customer_fk",
      columns: [t.workspaceId, t.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "customer_merges_into_fk",
      columns: [t.workspaceId, t.intoCustomerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "customer_merges_by_fk",
      columns: [t.workspaceId, t.mergedBy],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
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
