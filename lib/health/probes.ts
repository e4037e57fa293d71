import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { inTransaction } from "@/lib/core/transaction";
import { env } from "@/lib/env";
import { pusher } from "@/lib/realtime/server";
import { Unhealthy } from "./check";
import { probeHttp } from "./http-probe";

/** Reads as people's requests do, through the same connections. */
export const probeDatabase = () =>
  inTransaction("requests", (tx) => tx.execute(sql`select 1`), { readOnly: true });

/** A signed call, so wrong keys show here and not only when nobody hears anything. */
export async function probeRealtime(): Promise<void> {
  const response = await pusher().get({ path: "/channels", params: { filter_by_prefix: "flowra-health" } });
  if (response.status === 401 || response.status === 403) throw new Unhealthy("unauthorized");
  if (!response.ok) throw new Unhealthy("failed");
}

export const probeJobs = () => probeHttp(`${env().INNGEST_BASE_URL ?? "https://inn.gs"}/health`);

export async function probeMail(): Promise<void> {
  const { RESEND_API_KEY, RESEND_BASE_URL = "https://api.resend.com" } = env();
  if (!RESEND_API_KEY) throw new Unhealthy("not_configured");
  // Keys that may only send can't list anything, and are told so in the same words as wrong ones: only being there counts.
  await probeHttp(RESEND_BASE_URL).catch((error) => {
    if (!(error instanceof Unhealthy && error.reason === "unauthorized")) throw error;
  });
}

export async function probeStorage(): Promise<void> {
  const folder = env().FLOWRA_DATA;
  await mkdir(folder, { recursive: true });
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
}
