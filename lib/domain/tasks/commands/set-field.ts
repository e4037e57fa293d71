import { z } from "zod";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { anyId, text } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { taskFieldChanged } from "../events";
import { changeFieldValue } from "../fields/change-field-value";
import { checkValue } from "../fields/check-value";
import { findField } from "../fields/definitions";
import {
  longestFieldText,
  mostOptionsKept,
  type PlainValue,
  plainValue,
  samePlain,
} from "../fields/field-rules";
import { valueIn } from "../fields/values";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { requireUnchanged } from "../require-unchanged";
import type { Changed } from "../views";

// What it has to be is the field's to say, so that what is wrong is said of the field.
const given = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.nan(),
  text(20 * longestFieldText),
  z.array(z.string().max(100)).max(mostOptionsKept).readonly(),
]);
const input = z.object({
  taskId: anyId,
  fieldId: anyId,
  /** A text, a number, an ISO date, an option's or member's id, several options' ids, or whether it is ticked; null for none. */
  value: given,
  /** What the person saw. */
  from: given.optional(),
});

/**
 * Says what a task has in a custom field.
 * @throws AppError NOT_FOUND for the task; INVALID naming `fieldId` for no field of such tasks, or `value`; CONFLICT
 * `changed_by_other`
 */
export const setField = command({
  name: "tasks.setField",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input,
  async handle(ctx, input): Promise<Changed<{ taskId: string; fieldId: string; value: PlainValue }>> {
    const { taskId, fieldId } = input;
    const task = await lockTask(ctx, taskId);
    const field = await findField(ctx, fieldId);
    if (!field || field.archivedAt) throw invalid("fieldId", "unknown_field");
    if (!field.shownOn.includes(task.type))
      throw invalid("fieldId", "field_elsewhere", { field: field.name });
    const present = await valueIn(ctx, taskId, fieldId);
    const before = plainValue(present);
    const saw = input.from as PlainValue | undefined;
    const stale = saw !== undefined && !samePlain(saw, before);
    await requireUnchanged(ctx, task, taskFieldChanged, stale ? false : undefined, true, { fieldId });
    const value = await checkValue(ctx, field, input.value, before);
    const changed = await changeFieldValue(ctx, task, field, present, value);
    return {
      ...(await presentState(ctx, task)),
      undo: changed ? { taskId, fieldId, value: before } : null,
    };
  },
});
