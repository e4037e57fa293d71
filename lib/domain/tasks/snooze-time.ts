import { invalid } from "@/lib/core/errors";

const longestMs = 366 * 86_400_000;

/** @throws AppError INVALID naming `field` for a time that no ticket can be snoozed until */
export function requireSnoozeTime(field: string, until: Date): void {
  if (until.getTime() <= Date.now()) throw invalid(field, "in_the_past");
  if (until.getTime() > Date.now() + longestMs) throw invalid(field, "too_far");
}
