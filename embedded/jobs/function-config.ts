import { z } from "zod";
import { nextCronMoment } from "./cron";
import { durationMs, momentMs } from "./durations";
import { checkExpression } from "./expressions";
import { reason } from "./log";

const expression = z.string().superRefine((text, context) => check(context, () => checkExpression(text)));
const duration = z.string().superRefine((text, context) => check(context, () => durationMs(text)));
const moment = z.string().superRefine((text, context) => check(context, () => momentMs(text)));
const cronLine = z
  .string()
  .superRefine((text, context) => check(context, () => nextCronMoment(text, Date.now())));
const count = z.number().int().min(1);

const concurrencyLimit = z.object({
  limit: z.number().int().min(0),
  key: expression.nullish(),
  scope: z.enum(["fn", "env", "account"]).nullish(),
});

/** One function as the SDK describes it. What the executor does not know is ignored. */
export const functionConfig = z.object({
  id: z.string().min(1).max(500),
  name: z.string().nullish(),
  triggers: z.array(
    z.union([
      z.object({ cron: cronLine, jitter: duration.nullish() }),
      z.object({ event: z.string().min(1), expression: expression.nullish() }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({ retries: z.object({ attempts: z.number().int().min(0) }).nullish() }),
  ),
  idempotency: expression.nullish(),
  batchEvents: z
    .object({ maxSize: count, timeout: duration, key: expression.nullish(), if: expression.nullish() })
    .nullish(),
  rateLimit: z.object({ limit: count, period: duration, key: expression.nullish() }).nullish(),
  throttle: z
    .object({
      limit: count,
      period: duration,
      burst: z.number().int().min(0).nullish(),
      key: expression.nullish(),
    })
    .nullish(),
  debounce: z.object({ period: duration, timeout: duration.nullish(), key: expression.nullish() }).nullish(),
  concurrency: z
    .union([z.number().int().min(0), concurrencyLimit, z.array(concurrencyLimit).max(2)])
    .nullish(),
  priority: z.object({ run: expression.nullish() }).nullish(),
  timeouts: z.object({ start: duration.nullish(), finish: duration.nullish() }).nullish(),
  singleton: z.object({ mode: z.enum(["skip", "cancel"]), key: expression.nullish() }).nullish(),
  cancel: z
    .array(z.object({ event: z.string().min(1), if: expression.nullish(), timeout: moment.nullish() }))
    .nullish(),
});

export type FunctionConfig = z.infer<typeof functionConfig>;

/** How often a call may be tried in all; the SDK counts retries, four unless told. */
export function maxAttempts(config: FunctionConfig): number {
  return (Object.values(config.steps)[0]?.retries?.attempts ?? 4) + 1;
}

/**
 * Reads what an app says about its functions. One wrong function refuses all, as Inngest does: half an app would be
 * worse than a clear error.
 * @throws Error naming each function and field that is wrong.
 */
export function parseFunctions(functions: unknown): FunctionConfig[] {
  const list = z.array(z.unknown()).safeParse(functions);
  if (!list.success) throw new Error("The app did not send a list of functions.");
  const results = list.data.map((item) => ({ item, result: functionConfig.safeParse(item) }));
  const problems = results.flatMap(({ item, result }, index) =>
    (result.error?.issues ?? []).map(
      (issue) => `function ${nameOf(item, index)}: ${issue.path.join(".")}: ${messageOf(issue)}`,
    ),
  );
  if (problems.length > 0) throw new Error(problems.join("; "));
  return results.flatMap(({ result }) => (result.data ? [result.data] : []));
}

function check(context: z.RefinementCtx, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    context.addIssue({ code: "custom", message: reason(error) });
  }
}

function nameOf(item: unknown, index: number): string {
  const id = item !== null && typeof item === "object" && "id" in item ? item.id : undefined;
  return typeof id === "string" ? id : `number ${index + 1}`;
}

/** A union's own message says nothing; the branch that came nearest says what is wrong. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  const nearest = issue.errors.toSorted((a, b) => (b[0]?.path.length ?? 0) - (a[0]?.path.length ?? 0))[0];
  const custom = issue.errors.flat().find((inner) => inner.code === "custom");
  return (custom ?? nearest?.[0])?.message ?? issue.message;
}
