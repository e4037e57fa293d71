import { createHash, timingSafeEqual } from "node:crypto";
import { peerAddressHeader } from "@/lib/auth/request";
import type { RequestHeaders } from "@/lib/core/door";
import { env } from "@/lib/env";
import { proxiedHeader } from "@/lib/security/incoming";

/** Whether a request may read the metrics. */
export function mayReadMetrics(headers: RequestHeaders): boolean {
  const token = env().METRICS_TOKEN;
  if (token) return same(headers.get("authorization") ?? "", `Bearer ${token}`);
  // A proxy on this machine connects from loopback too, but says that it speaks for somebody.
  return headers.get(proxiedHeader) === "0" && isLoopback(headers.get(peerAddressHeader));
}

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

const isLoopback = (address: string | null) =>
  address !== null && (address === "::1" || /^127(\.\d{1,3}){3}$/.test(address));
