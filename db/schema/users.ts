import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../columns";

export const locales = ["en", "ru"] as const;
export const themes = ["system", "light", "dark"] as const;

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    /** Lower case, trimmed. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** Storage key of the uploaded picture; null shows initials. */
    avatarKey: text("avatar_key"),
    locale: text("locale", { enum: locales }),
    timeZone: text("time_zone"),
    theme: text("theme", { enum: themes }).notNull().default("system"),
    /** Keyboard shortcuts: `{ enabled: boolean, keys: Record<actionId, keys> }`. */
    shortcuts: jsonb("shortcuts").notNull().default({ enabled: true, keys: {} }),
    /** argon2id in PHC form; null when the person signs in by link or provider only. */
    passwordHash: text("password_hash"),
    emailVerifiedAt: instant("email_verified_at"),
    /** Encrypted at rest; set but not enabled while the person is still confirming it. */
    totpSecret: text("totp_secret"),
    totpEnabledAt: instant("totp_enabled_at"),
    /** The last accepted TOTP step: a code works once. */
    totpLastStep: integer("totp_last_step"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("users_email").on(t.email),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
    check("users_theme", sql`${t.theme} in ('system', 'light', 'dark')`),
  ],
);

/** A person's identity at an outside provider. Never linked by email alone. */
export const userIdentities = pgTable(
  "user_identities",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The account's name or address over there, so that the person knows which one it is. */
    label: text("label"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index("user_identities_user").on(t.userId),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ip: text("ip"),
    userAgent: text("user_agent"),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expiry").on(t.expiresAt)],
);

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("recovery_codes_hash").on(t.userId, t.codeHash)],
);

export const accountTokenPurposes = [
  "sign_in",
  "sign_up",
  "change_email",
  "reset_password",
  "setup",
  "demo",
] as const;

/** One-time links: only a hash is stored, each is bound to an address and a purpose. */
export const accountTokens = pgTable(
  "account_tokens",
  {
    id: uuid("id").primaryKey(),
    purpose: text("purpose", { enum: accountTokenPurposes }).notNull(),
    /** Lower case; null only for the set-up link, which makes the first account. */
    email: text("email"),
    /** Whose account it opens or changes; null where there is none yet. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("account_tokens_expiry").on(t.expiresAt),
    index("account_tokens_user").on(t.userId),
    check(
      "account_tokens_purpose",
      sql`${t.purpose} in ('sign_in', 'sign_up', 'change_email', 'reset_password', 'setup', 'demo')`,
    ),
    // Links into an account name it; links that make one can't.
    check(
      "account_tokens_subject",
      sql`(${t.userId} is null) = (${t.purpose} in ('sign_up', 'setup')) and (${t.email} is null) = (${t.purpose} = 'setup')`,
    ),
  ],
);
