import { z } from "zod";

/** Everything the realtime server can be told. Durations and sizes carry their unit in the name. */
export type RealtimeConfig = {
  host: string;
  port: number;
  appId: string;
  key: string;
  secret: string;
  webhookUrl: string | null;
  webhookGraceMs: number;
  webhookRetryForMs: number;
  maxEventBytes: number;
  clientEventsPerSecond: number;
  framesPerSecond: number;
  maxConnections: number;
  maxConnectionsPerAddress: number;
  maxChannelsPerConnection: number;
  maxPresenceMembers: number;
  maxUnsentBytes: number;
  activityTimeoutSeconds: number;
  pongTimeoutSeconds: number;
  authorizeWithinSeconds: number;
  allowedOrigins: string[];
  trustProxy: boolean;
  tlsOnly: boolean;
  disabled: boolean;
  metricsToken: string | null;
};

/** A setting that cannot be used; the message is a sentence that names the variable. */
export class RealtimeConfigError extends Error {
  override name = "RealtimeConfigError";
}

/**
 * Reads the settings from the environment.
 * @throws RealtimeConfigError with one sentence for each variable that is missing or wrong
 */
export function readRealtimeConfig(env: Record<string, string | undefined> = process.env): RealtimeConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new RealtimeConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
    );
  }
  const value = parsed.data;
  return {
    host: value.PUSHER_HOST,
    port: value.PUSHER_PORT,
    appId: value.PUSHER_APP_ID,
    key: value.PUSHER_KEY,
    secret: value.PUSHER_SECRET,
    webhookUrl: value.REALTIME_WEBHOOK_URL ?? null,
    webhookGraceMs: 3_000,
    webhookRetryForMs: 300_000,
    maxEventBytes: value.REALTIME_MAX_EVENT_KB * 1_024,
    clientEventsPerSecond: value.REALTIME_CLIENT_EVENTS_PER_SECOND,
    framesPerSecond: value.REALTIME_FRAMES_PER_SECOND,
    maxConnections: value.REALTIME_MAX_CONNECTIONS,
    maxConnectionsPerAddress: value.REALTIME_MAX_CONNECTIONS_PER_ADDRESS,
    maxChannelsPerConnection: value.REALTIME_MAX_CHANNELS_PER_CONNECTION,
    maxPresenceMembers: value.REALTIME_MAX_PRESENCE_MEMBERS,
    maxUnsentBytes: 4 * 1_024 * 1_024,
    activityTimeoutSeconds: value.REALTIME_ACTIVITY_TIMEOUT_SECONDS,
    pongTimeoutSeconds: value.REALTIME_PONG_TIMEOUT_SECONDS,
    authorizeWithinSeconds: value.REALTIME_AUTHORIZE_WITHIN_SECONDS,
    allowedOrigins: value.REALTIME_ALLOWED_ORIGINS,
    trustProxy: value.REALTIME_TRUST_PROXY,
    tlsOnly: value.REALTIME_TLS_ONLY,
    disabled: value.REALTIME_DISABLED,
    metricsToken: value.REALTIME_METRICS_TOKEN ?? null,
  };
}

const required = (what: string) => z.string({ error: `is missing: it must be ${what}` });

const urlSafe = (what: string) =>
  required(what).regex(/^[A-Za-z0-9_-]{1,128}$/, `must be ${what}: up to 128 letters, digits, "_" or "-"`);

const wholeNumber = (fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const yesOrNo = z
  .enum(["true", "false", "1", "0"], { error: 'must be "true" or "false"' })
  .default("false")
  .transform((text) => text === "true" || text === "1");

const variables = z.object({
  PUSHER_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or address to listen on, without "http://" or a port')
    .default("127.0.0.1"),
  PUSHER_PORT: wholeNumber(6001, 0, 65_535),
  PUSHER_APP_ID: urlSafe("the app's id"),
  PUSHER_KEY: urlSafe("the app's public key"),
  PUSHER_SECRET: required("the secret that signs requests"),
  REALTIME_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .optional(),
  REALTIME_MAX_EVENT_KB: wholeNumber(10, 1, 1_024),
  REALTIME_CLIENT_EVENTS_PER_SECOND: wholeNumber(10, 1, 10_000),
  REALTIME_FRAMES_PER_SECOND: wholeNumber(500, 10, 100_000),
  REALTIME_MAX_CONNECTIONS: wholeNumber(15_000, 1, 1_000_000),
  REALTIME_MAX_CONNECTIONS_PER_ADDRESS: wholeNumber(0, 0, 1_000_000),
  REALTIME_MAX_CHANNELS_PER_CONNECTION: wholeNumber(200, 1, 10_000),
  REALTIME_MAX_PRESENCE_MEMBERS: wholeNumber(100, 1, 10_000),
  REALTIME_ACTIVITY_TIMEOUT_SECONDS: wholeNumber(30, 1, 600),
  REALTIME_PONG_TIMEOUT_SECONDS: wholeNumber(30, 1, 600),
  REALTIME_AUTHORIZE_WITHIN_SECONDS: wholeNumber(0, 0, 3_600),
  REALTIME_ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(
      z.array(
        z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
          error:
            'must be origins separated by commas, such as "https://help.example.com" (no path, no slash at the end)',
        }),
      ),
    ),
  REALTIME_TRUST_PROXY: yesOrNo,
  REALTIME_TLS_ONLY: yesOrNo,
  REALTIME_DISABLED: yesOrNo,
  REALTIME_METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
});
