import { env } from "@/lib/env";
import { logger } from "@/lib/logger";

const holder = globalThis as { flowraToldOfProxy?: boolean };

/**
 * Says once that a proxy in front goes unnoticed: everybody behind it then counts as one address, so its limits are
 * reached by all together.
 */
export function warnOfUntrustedProxy(headers: Record<string, unknown>): void {
  if (holder.flowraToldOfProxy || headers["x-forwarded-for"] === undefined) return;
  if (env().TRUSTED_PROXIES > 0) return;
  holder.flowraToldOfProxy = true;
  logger().warn(
    "A request came with X-Forwarded-For, and TRUSTED_PROXIES is 0, so the proxy's own address counts as everybody's: limits " +
      "by address are then shared by all. Set TRUSTED_PROXIES to how many proxies of yours stand in front; leave it at 0 when there is none.",
  );
}
