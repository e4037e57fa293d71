import { memberCallerById } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { type Caller, systemCaller } from "@/lib/core/context";
import { isDatabaseAway, isDatabaseBusy } from "@/lib/core/database-away";
import { AppError, type PublicError, publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { read } from "@/lib/core/query";
import { report } from "@/lib/core/result";
import { changeInBulk } from "../commands/change-in-bulk";
import { refuseInBulk, settleBulkChange } from "../commands/settle-bulk-change";
import { smallBulkStarted } from "../events";
import { listBulkWork } from "../queries/list-bulk-changes";
import { smallBulk } from "./limits";

const job = "tasks/bulk-change";

export const isSmallBulk = ({ name }: StoredEvent): boolean => name === smallBulkStarted.name;

/** Carries out changes of few tickets right after they were asked for. @throws what is no refusal: then it is tried again */
export async function carryOutSmallBulks(events: StoredEvent[]): Promise<void> {
  for (const { workspaceId, payload } of events) {
    const { bulkChangeId } = smallBulkStarted.schema.parse(payload);
    await carryOutSome(workspaceId, bulkChangeId, smallBulk);
  }
}

/**
 * Carries out the next tickets of a bulk change, each in a transaction of its own and as the member who asked, with what
 * they may do now. What is refused is kept for them and holds up none of the others. Called twice or by two at once,
 * each ticket is changed once.
 * @throws what may pass, as an absent database: then it is tried again
 */
export async function carryOutSome(
  workspaceId: string,
  bulkChangeId: string,
  most: number,
): Promise<{ done: boolean }> {
  const system = systemCaller(workspaceId, job);
  const { userId, numbers } = await read(listBulkWork, system, { bulkChangeId, most });
  const asker = userId && (await memberCallerById(workspaceId, userId, `bulk:${bulkChangeId}`));
  for (const number of numbers) {
    const refusal = asker
      ? await attempt(asker, bulkChangeId, number)
      : publicError(new AppError("FORBIDDEN"));
    if (refusal) await run(refuseInBulk, system, { bulkChangeId, number, refusal });
  }
  return run(settleBulkChange, system, { bulkChangeId });
}

async function attempt(asker: Caller, bulkChangeId: string, number: number): Promise<PublicError | null> {
  try {
    await run(changeInBulk, asker, { bulkChangeId, number });
    return null;
  } catch (error) {
    if (mayPass(error)) throw error;
    report(changeInBulk.name, error);
    return worded(publicError(error));
  }
}

function mayPass(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "UNAVAILABLE" || error.code === "RATE_LIMITED";
  return isDatabaseAway(error) || isDatabaseBusy(error);
}

/** As much of a refusal as its words need: conflicts also carry the whole ticket. */
function worded({ code, reason, values, fields }: PublicError): PublicError {
  const plain = Object.entries(values ?? {}).filter(([, value]) => typeof value !== "object");
  const known = reason === "changed_by_other" && !values?.by ? "changed_by_somebody" : reason;
  return { code, reason: known, values: Object.fromEntries(plain), fields };
}
