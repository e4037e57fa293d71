import { z } from "zod";

const httpUrl = z.url({ protocol: /^https?$/ });

const signingKey = z
  .string()
  .regex(
    /^(signkey-\w+-)?(?:[0-9a-fA-F]{2})+$/,
    "an even number of hexadecimal digits, with or without a prefix such as signkey-prod-",
  );

const environment = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "postgres://user:password@host:port/database"),
    JOBS_HOST: z.string().min(1).default("127.0.0.1"),
    JOBS_PORT: z.coerce.number().int().min(0).max(65_535).default(8288),
    JOBS_APP_URL: z
      .string()
      .default("")
      .transform(splitList)
      .pipe(
        z
          .array(httpUrl)
          .min(1, "one or more endpoints of the app, such as http://127.0.0.1:3000/api/inngest"),
      ),
    INNGEST_EVENT_KEY: z.string().min(1).optional(),
    INNGEST_SIGNING_KEY: signingKey.optional(),
    INNGEST_DEV: z.string().optional(),
    JOBS_RETRY_SECONDS: z
      .string()
      .default("15,30,60,120,300,600,1800,3600")
      .transform(splitList)
      .transform((parts) => parts.map(Number))
      .pipe(z.array(z.number().min(0).max(86_400)).min(1, "seconds separated by commas, such as 15,30,60")),
    JOBS_ADMIN_TOKEN: z.string().min(16, "at least 16 characters").optional(),
    JOBS_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(14),
  })
  .superRefine((env, context) => {
    const problem = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (env.INNGEST_SIGNING_KEY && !env.INNGEST_EVENT_KEY)
      problem("INNGEST_EVENT_KEY", "must be set when INNGEST_SIGNING_KEY is, or anybody could send events");
    if (!env.INNGEST_SIGNING_KEY && !["1", "true"].includes(env.INNGEST_DEV ?? ""))
      problem("INNGEST_SIGNING_KEY", "must be set; only with INNGEST_DEV=1 are unsigned requests allowed");
  });

export type JobsConfig = {
  databaseUrl: string;
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** The app's serve endpoints; calls go to these and to nowhere else. */
  appUrls: string[];
  /** Absent: any event key is accepted (development). */
  eventKey?: string;
  /** Absent: requests are neither signed nor checked (development). */
  signingKey?: string;
  /** Seconds before the first, second… retry; the last one repeats. */
  retrySeconds: number[];
  /** Absent: the admin pages are off. */
  adminToken?: string;
  retentionDays: number;
};

/**
 * Reads the executor's settings.
 * @throws Error with one sentence for each wrong variable, naming it.
 */
export function readJobsConfig(source: Record<string, string | undefined> = process.env): JobsConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = environment.safeParse(given);
  if (!result.success) {
    const sentences = result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}.`);
    throw new Error(`The jobs executor cannot start. ${sentences.join(" ")}`);
  }
  const env = result.data;
  return {
    databaseUrl: env.DATABASE_URL,
    host: env.JOBS_HOST,
    port: env.JOBS_PORT,
    appUrls: env.JOBS_APP_URL,
    eventKey: env.INNGEST_EVENT_KEY,
    signingKey: env.INNGEST_SIGNING_KEY,
    retrySeconds: env.JOBS_RETRY_SECONDS,
    adminToken: env.JOBS_ADMIN_TOKEN,
    retentionDays: env.JOBS_RETENTION_DAYS,
  };
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
