import type { Caller } from "@/lib/core/context";
import type { RateLimits } from "@/lib/core/rate-limit";
import { env } from "@/lib/env";

/** Changing messages is as frequent as sending them, at most. */
export const changesPerMinute: RateLimits<Caller, unknown> = {
  points: () => env().SENDS_PER_MINUTE,
  seconds: 60,
  store: "process",
  keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
};
