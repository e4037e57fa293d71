import type { Caller } from "@/lib/core/context";
import type { RateLimits } from "@/lib/core/rate-limit";
import { env } from "@/lib/env";
import { subscriberOf } from "@/lib/security/address";

const ownKey = ({ actor }: Caller) => [actor.kind === "member" ? actor.userId : null];

/** Changing messages and chats is as frequent as sending messages, at most. */
export const changesPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SENDS_PER_MINUTE,
  seconds: 60,
  store: "process",
  keys: ownKey,
};

/** Whoever works through a list changes many tasks in a minute, or one of them in many ways. */
export const taskChangesPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SENDS_PER_MINUTE * 5,
  seconds: 60,
  store: "process",
  keys: ownKey,
};

/** One of these is many changes. */
export const bulkChangesPerMinute: RateLimits<Caller, unknown> = { points: 30, seconds: 60, keys: ownKey };

export const searchesPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SEARCHES_PER_MINUTE,
  seconds: 60,
  store: "process",
  keys: ownKey,
};

/** What is offered while somebody types is asked for at every pause. */
export const suggestionsPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SEARCHES_PER_MINUTE * 5,
  seconds: 60,
  store: "process",
  keys: ownKey,
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
