import { z } from "zod";
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
  const result = variables.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}.`);
    throw new PlainError(`The configuration is wrong:\n${lines.join("\n")}`);
  }
  return { ...result.data, given };
}
