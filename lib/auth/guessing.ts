import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "@/lib/core/errors";
import { subscriberOf } from "@/lib/security/address";

const wrongTokens = 60;
const seconds = 60;
const trustMost = 10_000;

type State = { wrong: RateLimiterMemory; known: Set<string> };
const holder = globalThis as { flowraGuessing?: State };
const state = (): State => {
  holder.flowraGuessing ??= {
    wrong: new RateLimiterMemory({ keyPrefix: "wrong-token", points: wrongTokens, duration: seconds }),
    known: new Set(),
  };
  return holder.flowraGuessing;
};

/**
 * Looks up a token unless the address has shown too many wrong ones of late. Tokens that were right before are looked up
 * all the same, so that a guesser can't lock out who shares an address with them.
 * @throws AppError RATE_LIMITED
 */
export async function withoutGuessing<T>(
  tokenHash: string,
  ip: string | null,
  find: () => Promise<T | null>,
): Promise<T | null> {
  const { wrong, known } = state();
  const address = subscriberOf(ip) ?? "unknown";
  if (!known.has(tokenHash)) {
    const so = await wrong.get(address);
    if (so && so.consumedPoints >= wrongTokens)
      throw new AppError("RATE_LIMITED", { retryAfter: Math.max(1, Math.ceil(so.msBeforeNext / 1000)) });
  }
  const found = await find();
  known.delete(tokenHash);
  if (found === null) {
    await wrong.penalty(address);
    return null;
  }
  known.add(tokenHash);
  // The one that was not seen for longest makes room.
  if (known.size > trustMost) known.delete(known.values().next().value!);
  return found;
}
