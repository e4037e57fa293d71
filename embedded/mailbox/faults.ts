import { z } from "zod";
import { ResendError } from "./mail";

const order = z.object({
  /** What sending is answered with. */
  status: z.union([z.literal(429), z.literal(500)], { error: "must be 429 or 500" }),
  /** For how many requests; absent: until it is ended. */
  times: z.int().min(1).max(1_000_000).optional(),
  /** Seconds, told with 429. */
  retryAfter: z.int().min(0).max(86_400).default(1),
});

export type Fault = z.infer<typeof order>;

/** Failures of the email provider on request, for tests of what the app does then. */
export class Faults {
  private fault: Fault | undefined;

  /** @throws ZodError when the order is wrong */
  begin(given: unknown): Fault {
    this.fault = order.parse(given);
    return this.fault;
  }

  end(): void {
    this.fault = undefined;
  }

  /** @throws ResendError if this request is to fail */
  strike(): void {
    if (!this.fault) return;
    const { status, times, retryAfter } = this.fault;
    if (times === 1) this.fault = undefined;
    else if (times) this.fault = { ...this.fault, times: times - 1 };
    if (status === 500) throw new ResendError(500, "internal_server_error", "An unexpected error occurred.");
    const headers = { "retry-after": String(retryAfter), "ratelimit-reset": String(retryAfter) };
    throw new ResendError(
      429,
      "rate_limit_exceeded",
      "Too many requests. Please limit the number of requests.",
      headers,
    );
  }
}
