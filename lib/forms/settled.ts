import type { Result } from "@/lib/core/result";

/** What a server action answers. No answer at all is a refusal too: the action throws when the network is gone. */
export async function settled<T>(run: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await run();
  } catch {
    return { ok: false, error: { code: "UNAVAILABLE" } };
  }
}
