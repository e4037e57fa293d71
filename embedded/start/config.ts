import { z } from "zod";
import { envNames, envProblems } from "../../lib/env";
import { PlainError } from "../process/plain-error";

const port = z.coerce
  .number({ error: "must be a port number from 1 to 65535" })
  .int("must be a port number from 1 to 65535")
  .min(1, "must be a port number from 1 to 65535")
  .max(65_535, "must be a port number from 1 to 65535");
const secret = z.string().min(32, "must have at least 32 characters");
const webAddress = z.url({
  protocol: /^https?$/,
  error: "must be an address such as https://help.example.com",
});

const variables = z
  .object({
    FLOWRA_DATA: z.string().optional(),
    FLOWRA_URL: webAddress.optional(),
    FLOWRA_DEMO: z.enum(["0", "1"], { error: "must be 0 or 1" }).optional(),
    FLOWRA_HOST: z.string().optional(),
    PORT: port.optional(),
    NEXT_DIST_DIR: z.string().default(".next"),
    AUTH_SECRET: secret.optional(),
    FLOWRA_SECRET_KEY: secret.optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must look like postgres://user:password@host:port/database")
      .optional(),
    DATABASE_MIGRATION_URL: z.string().optional(),
    POSTGRES_PORT: port.optional(),
    PUSHER_APP_ID: z.string().optional(),
    PUSHER_KEY: z.string().optional(),
    PUSHER_SECRET: z.string().optional(),
    PUSHER_PORT: port.optional(),
    PUSHER_PUBLIC_HOST: z.string().optional(),
    PUSHER_PUBLIC_PORT: port.optional(),
    PUSHER_PUBLIC_SCHEME: z.enum(["http", "https"], { error: "must be http or https" }).optional(),
    INNGEST_EVENT_KEY: z.string().optional(),
    INNGEST_SIGNING_KEY: z.string().optional(),
    JOBS_PORT: port.optional(),
    JOBS_ADMIN_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    RESEND_API_KEY: z.string().optional(),
    MAILBOX_PORT: port.optional(),
    MAILBOX_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  })
  .superRefine((given, context) => {
    for (const group of [
      ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"],
      ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"],
    ] as const) {
      const set = group.filter((name) => given[name as keyof typeof given]);
      if (set.length === 0 || set.length === group.length) continue;
      for (const name of group) {
        if (set.includes(name as never)) continue;
        context.addIssue({
          code: "custom",
          path: [name],
          message: `must be set too, since ${set.join(" and ")} is`,
        });
      }
    }
  });

export type Environment = Record<string, string | undefined>;
export type StartConfig = z.infer<typeof variables> & {
  /** Everything that was given, for the programs that read more of it than the start does. */
  given: Environment;
};

/**
 * Reads what the operator has configured.
 * @throws PlainError that names each wrong variable and what would be right
 */
export function readStartConfig(source: Environment = process.env): StartConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const { data, error } = variables.safeParse(given);
  const wrong = new Map(
    (error?.issues ?? []).map((issue) => [issue.path.join("."), `${issue.path.join(".")} ${issue.message}`]),
  );
  // What only the app reads would otherwise be found out once everything around it runs.
  for (const [name, problem] of envProblems({ ...madeByStart, ...given }))
    if (!wrong.has(name)) wrong.set(name, `${name}: ${problem}`);
  if (!data || wrong.size > 0) {
    const lines = [...wrong.values()].map((line) => `  ${line}.`);
    throw new PlainError(`The configuration is wrong:\n${lines.join("\n")}`);
  }
  return { ...data, given };
}

/** In the place of what the start gives to the app where the operator gives nothing. */
const madeByStart = {
  DATABASE_URL: "postgres://embedded",
  AUTH_SECRET: "x".repeat(32),
  FLOWRA_SECRET_KEY: "x".repeat(32),
  PUSHER_APP_ID: "embedded",
  PUSHER_KEY: "embedded",
  PUSHER_SECRET: "embedded",
};

/** Variables that look like ours and that nobody reads: a slip of the pen would otherwise go unnoticed. */
export function unknownVariables(given: Environment): string[] {
  const known = new Set([...Object.keys(variables.shape), ...envNames, "FLOWRA_STANDALONE"]);
  return Object.keys(given).filter((name) => name.startsWith("FLOWRA_") && !known.has(name));
}
