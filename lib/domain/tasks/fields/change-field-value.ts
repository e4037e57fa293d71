import type { Context } from "@/lib/core/context";
import { postEvent } from "@/lib/domain/chats/post-entry";
import { aboutTask, updateTask } from "../change-task";
import { taskFieldChanged } from "../events";
import type { Task } from "../policy";
import { wordsOf } from "./check-value";
import { type FieldDefinition, type FieldValue, type PlainValue, plainValue, samePlain } from "./field-rules";
import { storeValue } from "./values";

/** Gives a task a value that was checked, and records what it was before. @returns whether anything changed */
export async function changeFieldValue(
  ctx: Context,
  task: Task,
  field: FieldDefinition,
  present: FieldValue | undefined,
  after: PlainValue,
): Promise<boolean> {
  const before = plainValue(present);
  if (samePlain(before, after)) return false;
  await storeValue(ctx, task.taskId, field, after);
  await updateTask(ctx, task.taskId, {});
  const changeId = ctx.emit(taskFieldChanged, task.taskId, {
    ...aboutTask(task),
    fieldId: field.id,
    before,
    after,
  });
  // Whom it named may have left since.
  const was = present && typeof present === "object" && "id" in present ? present.name : null;
  await postEvent(ctx, task.chatId, {
    name: "field_changed",
    field: field.name,
    type: field.type,
    from: was ?? (await wordsOf(ctx, field, before)),
    to: await wordsOf(ctx, field, after),
    changeId,
  });
  return true;
}
