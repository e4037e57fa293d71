import { Unhealthy } from "./check";

/** Asks an address of the configuration for any sign of life. @throws Unhealthy for refused keys and failures there */
export async function probeHttp(url: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(url, {
    headers,
    redirect: "manual",
    signal: AbortSignal.timeout(2_000),
    cache: "no-store",
  });
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403) throw new Unhealthy("unauthorized");
  if (response.status >= 500) throw new Unhealthy("failed");
}
