import type { AccountCaller } from "@/lib/core/context";
import type { RateLimits } from "@/lib/core/rate-limit";
import { subscriberOf } from "@/lib/security/address";

const quarter = 900;

/** Trying secrets: few for one account, more for an address that an office may share. */
export const attempts: RateLimits<AccountCaller, { email: string }> = [
  { points: 15, seconds: quarter, keys: (_, { email }) => [email] },
  { points: 100, seconds: quarter, keys: ({ ip }) => [subscriberOf(ip)] },
];

/** Asking for a mail: nobody's mailbox may be flooded from here. */
export const mailRequests: RateLimits<AccountCaller, { email: string }> = [
  { points: 5, seconds: quarter, keys: (_, { email }) => [email] },
  { points: 30, seconds: quarter, keys: ({ ip }) => [subscriberOf(ip)] },
];

/** Links are too long to guess; this only bounds the work. */
export const byAddress: RateLimits<AccountCaller, unknown> = {
  points: 120,
  seconds: quarter,
  keys: ({ ip }) => [subscriberOf(ip)],
};

/** Changes that ask for the password or a code again. */
export const ownSecrets: RateLimits<AccountCaller, unknown> = {
  points: 15,
  seconds: quarter,
  keys: ({ user }) => [user?.id ?? null],
};
