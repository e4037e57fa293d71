/** Why a part is not usable, in terms that the status page words together with the fix. */
export type HealthReason = "timeout" | "unreachable" | "unauthorized" | "not_configured" | "failed";

export type HealthName = "database" | "realtime" | "jobs" | "mail" | "storage";

export type HealthCheck = {
  name: HealthName;
  ok: boolean;
  /** How long the answer took, in milliseconds. */
  ms: number;
  reason: HealthReason | null;
};

/** A check's own word about what is wrong. */
export class Unhealthy extends Error {
  constructor(readonly reason: HealthReason) {
    super(reason);
  }
}

const mostMs = 2_000;

/** Runs a check, for two seconds at most. Never throws, and says nothing that an outsider may not read. */
export async function check(name: HealthName, probe: () => Promise<unknown>): Promise<HealthCheck> {
  const start = performance.now();
  const reason = await within(mostMs, probe).then(
    () => null,
    (error) => reasonOf(error),
  );
  return { name, ok: reason === null, ms: Math.round(performance.now() - start), reason };
}

async function within(ms: number, probe: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unhealthy("timeout")), ms);
  });
  try {
    await Promise.race([probe(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EPIPE",
]);

function reasonOf(error: unknown): HealthReason {
  if (error instanceof Unhealthy) return error.reason;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause ?? innerError(cause)) {
    if (cause.name === "TimeoutError" || cause.name === "AbortError") return "timeout";
    if ("code" in cause && networkCodes.has(String(cause.code))) return "unreachable";
  }
  return "failed";
}

/** Where the realtime SDK keeps what it met. */
const innerError = (error: Error): unknown => ("error" in error ? error.error : undefined);
