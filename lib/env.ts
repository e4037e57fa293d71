import { z } from "zod";

const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};
const port = whole(1, 65_535);
const flag = z.enum(["0", "1"], { error: "0 or 1" }).transform((value) => value === "1");
const url = z
  .url({ protocol: /^https?$/, error: "an address such as https://help.example.com" })
  .transform((value) => value.replace(/\/$/, ""));
const scheme = z.enum(["http", "https"], { error: "http or https" });
const secret = z.string().min(32, "at least 32 characters");

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Where people reach Flowra; links in mails and allowed origins come from it. */
  FLOWRA_URL: url.default("http://localhost:3000"),
  /** The app's connection. Its role must be the owner or a member of flowra_app and flowra_system. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "postgres://user:password@host:port/database"),
  /** Connections of one process for requests, for sending messages, and for system work. */
  DATABASE_POOL: whole(1, 200).default(10),
  DATABASE_SEND_POOL: whole(1, 200).default(8),
  DATABASE_SYSTEM_POOL: whole(1, 200).default(6),
  /** 0 behind a pooler in transaction mode, which can't keep prepared statements. */
  DATABASE_PREPARE: flag.default(true),
  /** Signs session cookies and one-time links. */
  AUTH_SECRET: secret,
  /** Encrypts secrets that must be read again (TOTP). */
  FLOWRA_SECRET_KEY: secret,
  /** The folder for uploads when no S3 is configured. */
  FLOWRA_DATA: z.string().default(".flowra"),
  /** The demo workspace's sign-in links exist only then. */
  FLOWRA_DEMO: flag.default(false),
  /** How many reverse proxies in front may be believed about the client's address. */
  TRUSTED_PROXIES: whole(0, 10).default(0),
  LOG_LEVEL: z.enum(levels, { error: `one of ${levels.join(", ")}` }).default("info"),

  PUSHER_APP_ID: z.string().min(1),
  PUSHER_KEY: z.string().min(1),
  PUSHER_SECRET: z.string().min(1),
  PUSHER_CLUSTER: z.string().default("mt1"),
  /** Absent: Pusher's own hosts of the cluster. */
  PUSHER_HOST: z.string().optional(),
  PUSHER_PORT: port.optional(),
  PUSHER_SCHEME: scheme.default("https"),
  /** What browsers use, where that differs from the server's own way. */
  PUSHER_PUBLIC_HOST: z.string().optional(),
  PUSHER_PUBLIC_PORT: port.optional(),
  PUSHER_PUBLIC_SCHEME: scheme.optional(),

  INNGEST_BASE_URL: url.optional(),
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
  INNGEST_SIGNING_KEY: z.string().min(1).optional(),
  INNGEST_DEV: z.string().optional(),

  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: url.optional(),
  MAIL_FROM: z.string().min(3).default("Flowra <support@flowra.local>"),

  /** Quiet seconds after a reply before a mail tells the customer of it, and the most it may be put off. */
  MAIL_DEBOUNCE_SECONDS: whole(1, 3600).default(120),
  MAIL_CEILING_SECONDS: whole(1, 86_400).default(900),

  /** Conversations that may be started from one address in ten minutes. */
  CHATS_STARTED_PER_ADDRESS: whole(1, 1_000_000).default(20),
  /** Searches that one person may ask for a minute, and messages that they may send. */
  SEARCHES_PER_MINUTE: whole(1, 1_000_000).default(60),
  SENDS_PER_MINUTE: whole(1, 1_000_000).default(120),
  /** Files, and megabytes, that one person may upload in an hour; customers' are counted by address too. */
  UPLOADS_PER_HOUR: whole(1, 1_000_000).default(200),
  UPLOAD_MEGABYTES_PER_HOUR: whole(1, 1_000_000).default(1_000),

  /** Any OpenID Connect issuer that offers discovery. */
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).default("Single sign-on"),
  /** The claim (dots for nesting, as in Keycloak's realm_access.roles) whose values are mapped to roles. */
  OIDC_ROLE_CLAIM: z.string().min(1).default("groups"),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  GITHUB_CLIENT_ID: z.string().min(1).optional(),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional(),

  /** Bearer token for /api/metrics; without it only loopback may read them. */
  METRICS_TOKEN: z.string().min(16, "at least 16 characters").optional(),
  /** Pages of the embedded parts, linked from the admin's status page. */
  JOBS_ADMIN_URL: url.optional(),
  MAILBOX_URL: url.optional(),
});

export type Env = z.infer<typeof schema>;

const holder = globalThis as { flowraEnv?: Env };

/**
 * The validated configuration. Read on first use, not on import, so that a build needs none of it.
 * @throws Error that names each wrong variable and what would be right
 */
export function env(): Env {
  if (!holder.flowraEnv) {
    holder.flowraEnv = parseEnv(process.env);
    // next-auth 4 takes its own address from the environment only.
    process.env.NEXTAUTH_URL = holder.flowraEnv.FLOWRA_URL;
  }
  return holder.flowraEnv;
}

type Source = Record<string, string | undefined>;

const check = (source: Source) =>
  schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== "")));

/** @throws Error that names each wrong variable and what would be right */
function parseEnv(source: Source): Env {
  const { data, error } = check(source);
  if (data) return data;
  const lines = problemsIn(error).map(([name, problem]) => `  ${name}: ${problem}`);
  throw new Error(`The configuration is wrong:\n${lines.join("\n")}`);
}

/** Each wrong or missing variable with what would be right, for whoever starts the app. */
export function envProblems(source: Source): [name: string, problem: string][] {
  const { error } = check(source);
  return error ? problemsIn(error) : [];
}

const problemsIn = (error: z.ZodError): [string, string][] =>
  error.issues.map((issue) => [issue.path.join("."), issue.message]);

/** The variables that the app knows. */
export const envNames = Object.keys(schema.shape);
