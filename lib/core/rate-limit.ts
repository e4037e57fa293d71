import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterMemory,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { systemDb } from "@/db/client";
import { rateLimits } from "@/db/schema";
import { AppError } from "./errors";

export type RateLimit<C, I> = {
  points: number | (() => number);
  /** Length of the window, in seconds. */
  seconds: number;
  /** One counter each: for instance the address and the account. Nulls are left out. */
  keys: (caller: C, input: I) => (string | null)[];
  /** Points that one call takes; 1 when left out. */
  cost?: (input: I) => number;
  /** `process` counts in memory: for what happens often, where a limit per process is enough. */
  store?: "shared" | "process";
};

/** Several, where an address that many people share may do more than one account suffers. */
export type RateLimits<C, I> = RateLimit<C, I> | readonly RateLimit<C, I>[];

/**
 * Takes what a call costs from each counter of an operation.
 * @throws AppError RATE_LIMITED with the seconds until the window ends
 */
export async function consume<C, I>(
  name: string,
  limits: RateLimits<C, I>,
  caller: C,
  input: I,
): Promise<void> {
  const list = Array.isArray(limits) ? (limits as readonly RateLimit<C, I>[]) : [limits as RateLimit<C, I>];
  await Promise.all(
    list.map((limit, n) => consumeOne(n === 0 ? name : `${name}:${n}`, limit, caller, input)),
  );
}

async function consumeOne<C, I>(name: string, limit: RateLimit<C, I>, caller: C, input: I): Promise<void> {
  const limiter = limiterFor(name, limit);
  const keys = limit.keys(caller, input).filter((key) => key !== null);
  const cost = limit.cost?.(input) ?? 1;
  await Promise.all(keys.map((key) => take(limiter, key, cost)));
}

async function take(limiter: RateLimiterAbstract, key: string, cost: number): Promise<void> {
  try {
    await limiter.consume(key, cost);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError("RATE_LIMITED", { retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
  }
}

const holder = globalThis as { flowraLimiters?: Map<string, RateLimiterAbstract> };

function limiterFor<C, I>(name: string, limit: RateLimit<C, I>): RateLimiterAbstract {
  holder.flowraLimiters ??= new Map();
  let limiter = holder.flowraLimiters.get(name);
  if (!limiter) {
    const points = typeof limit.points === "number" ? limit.points : limit.points();
    const options = { keyPrefix: name, points, duration: limit.seconds };
    limiter =
      limit.store === "process"
        ? new RateLimiterMemory(options)
        : new RateLimiterDrizzle({
            ...options,
            storeClient: systemDb(),
            schema: rateLimits,
            // Once a key is over its limit, this process refuses it without asking the database again.
            inMemoryBlockOnConsumed: points + 1,
            clearExpiredByTimeout: false,
          });
    holder.flowraLimiters.set(name, limiter);
  }
  return limiter;
}
