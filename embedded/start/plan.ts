import { choosePort } from "../process/ports";
import type { Environment, StartConfig } from "./config";
import type { Secrets } from "./secrets";

/** Which parts of Flowra run here, where they listen, and what each is told. */
export type Plan = {
  /** Where people reach Flowra. */
  url: string;
  /** The address that the app listens on, and that the parts here use to reach it. */
  host: string;
  appAddress: string;
  ports: { app: number; realtime: number; jobs: number; mailbox: number };
  embedded: { postgres: boolean; realtime: boolean; jobs: boolean; mailbox: boolean };
  /** The environment of the app and of every script of it, for a database. */
  appEnvironment(databaseUrl: string): Environment;
  realtimeEnvironment: Environment;
  mailboxEnvironment: Environment;
  jobsEnvironment(databaseUrl: string): Environment;
};

/** @throws PlainError when a configured port is taken */
export async function makePlan(
  config: StartConfig,
  secrets: Secrets,
  options: { dataDir: string; dev: boolean; demo: () => boolean },
): Promise<Plan> {
  const embedded = {
    postgres: !config.DATABASE_URL,
    realtime: !config.PUSHER_KEY,
    jobs: !config.INNGEST_SIGNING_KEY,
    mailbox: !config.RESEND_API_KEY,
  };
  const host = config.FLOWRA_HOST ?? (isLoopback(config.FLOWRA_URL) ? "127.0.0.1" : "0.0.0.0");
  const choose = (
    usual: number,
    name: "PORT" | "PUSHER_PORT" | "JOBS_PORT" | "MAILBOX_PORT",
    on = "127.0.0.1",
  ) => choosePort(usual, { name, value: config[name] }, on);
  const ports = {
    app: await choose(3000, "PORT", host),
    realtime: embedded.realtime ? await choose(6001, "PUSHER_PORT", host) : 0,
    jobs: embedded.jobs ? await choose(8288, "JOBS_PORT") : 0,
    mailbox: embedded.mailbox ? await choose(8025, "MAILBOX_PORT") : 0,
  };
  const url = config.FLOWRA_URL?.replace(/\/$/, "") ?? `http://localhost:${ports.app}`;
  const appAddress = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${ports.app}`;
  const mailboxAddress = `http://127.0.0.1:${ports.mailbox}`;
  const jobsAddress = `http://127.0.0.1:${ports.jobs}`;
  const { given } = config;

  const realtimeKeys = pick(embedded.realtime ? secrets : given, [
    "PUSHER_APP_ID",
    "PUSHER_KEY",
    "PUSHER_SECRET",
  ]);
  const jobsKeys = pick(embedded.jobs ? secrets : given, ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"]);
  const tokens = {
    MAILBOX_TOKEN: config.MAILBOX_TOKEN ?? secrets.MAILBOX_TOKEN,
    JOBS_ADMIN_TOKEN: config.JOBS_ADMIN_TOKEN ?? secrets.JOBS_ADMIN_TOKEN,
  };

  return {
    url,
    host,
    appAddress,
    ports,
    embedded,
    appEnvironment: (databaseUrl) => ({
      ...given,
      NODE_ENV: options.dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      FLOWRA_DATA: options.dataDir,
      FLOWRA_URL: url,
      FLOWRA_DEMO: options.demo() ? "1" : "0",
      PORT: String(ports.app),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: config.AUTH_SECRET ?? secrets.AUTH_SECRET,
      NEXTAUTH_SECRET: config.AUTH_SECRET ?? secrets.AUTH_SECRET,
      NEXTAUTH_URL: url,
      FLOWRA_SECRET_KEY: config.FLOWRA_SECRET_KEY ?? secrets.FLOWRA_SECRET_KEY,
      ...realtimeKeys,
      ...(embedded.realtime && {
        PUSHER_HOST: "127.0.0.1",
        PUSHER_PORT: String(ports.realtime),
        PUSHER_SCHEME: "http",
        PUSHER_PUBLIC_HOST: config.PUSHER_PUBLIC_HOST ?? new URL(url).hostname,
        PUSHER_PUBLIC_PORT: String(config.PUSHER_PUBLIC_PORT ?? ports.realtime),
        PUSHER_PUBLIC_SCHEME: config.PUSHER_PUBLIC_SCHEME ?? "http",
      }),
      ...jobsKeys,
      INNGEST_DEV: "0",
      INNGEST_ENABLE_UNAUTHED_SYNC: "0",
      ...(embedded.jobs && {
        INNGEST_BASE_URL: jobsAddress,
        INNGEST_SERVE_ORIGIN: appAddress,
        JOBS_ADMIN_URL: jobsAddress,
      }),
      ...(embedded.mailbox && {
        RESEND_API_KEY: secrets.RESEND_API_KEY,
        RESEND_BASE_URL: mailboxAddress,
        MAILBOX_URL: mailboxAddress,
      }),
    }),
    realtimeEnvironment: {
      ...given,
      ...realtimeKeys,
      PUSHER_HOST: host,
      PUSHER_PORT: String(ports.realtime),
    },
    mailboxEnvironment: {
      ...given,
      RESEND_API_KEY: secrets.RESEND_API_KEY,
      MAILBOX_TOKEN: tokens.MAILBOX_TOKEN,
      MAILBOX_HOST: "127.0.0.1",
      MAILBOX_PORT: String(ports.mailbox),
      MAILBOX_DATA: `${options.dataDir}/mailbox`,
    },
    jobsEnvironment: (databaseUrl) => ({
      ...given,
      ...jobsKeys,
      INNGEST_DEV: "",
      DATABASE_URL: databaseUrl,
      JOBS_HOST: "127.0.0.1",
      JOBS_PORT: String(ports.jobs),
      JOBS_APP_URL: `${appAddress}/api/inngest`,
      JOBS_ADMIN_TOKEN: tokens.JOBS_ADMIN_TOKEN,
    }),
  };
}

function isLoopback(url: string | undefined): boolean {
  return !url || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

function pick<Name extends string>(from: Partial<Record<Name, string>>, names: Name[]): Environment {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
