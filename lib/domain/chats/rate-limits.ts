import type { Caller } from "@/lib/core/context";
import type { RateLimits } from "@/lib/core/rate-limit";
import { env } from "@/lib/env";
import { subscriberOf } from "@/lib/security/address";

/** Changing messages is as frequent as sending them, at most. */
export const changesPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SENDS_PER_MINUTE,
  seconds: 60,
  store: "process",
  keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
};

const megabyte = 1024 * 1024;

/** How many files, and how much. */
export const uploadsPerHour: RateLimits<Caller, { size: number }> = [
  { points: () => env().UPLOADS_PER_HOUR, seconds: 3_600, keys: uploaderKeys },
  {
    points: () => env().UPLOAD_MEGABYTES_PER_HOUR,
    seconds: 3_600,
    keys: uploaderKeys,
    cost: ({ size }) => Math.max(1, Math.ceil(size / megabyte)),
  },
];

/** Anybody can become a customer, so they share what one address may upload. */
function uploaderKeys({ actor, ip }: Caller): (string | null)[] {
  if (actor.kind === "member") return [actor.userId];
  const address = ip && `ip:${subscriberOf(ip)}`;
  if (actor.kind === "visitor") return [address];
  return actor.kind === "customer" ? [actor.customerId, address] : [];
}
