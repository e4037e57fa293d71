import { z } from "zod";
import { command } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { changeTags } from "../change-tags";
import { tagName } from "../input";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { mostTagsOfTask } from "../tag-rules";
import { tagsFoundOrMade, tagsMeant } from "../tags";
import type { Changed } from "../views";

const some = z.array(anyId).max(mostTagsOfTask).default([]);

/** Tags a task, and takes tags away from it; `create` names tags that are made unless they are there. */
export const tagTask = command({
  name: "tasks.tagTask",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({
    taskId: anyId,
    add: some,
    create: z.array(tagName).max(mostTagsOfTask).default([]),
    remove: some,
  }),
  async handle(ctx, input): Promise<Changed<{ taskId: string; add: string[]; remove: string[] }>> {
    const { taskId } = input;
    const task = await lockTask(ctx, taskId);
    // All that is named is locked together, so that two who name them otherwise never wait for each other.
    const tagOf = await tagsMeant(ctx, "add", [...input.add, ...input.remove]);
    const add = input.add.map((id) => tagOf(id) ?? unknown());
    const remove = input.remove.flatMap((id) => tagOf(id) ?? []);
    const made = await tagsFoundOrMade(ctx, input.create);
    const { added, removed } = await changeTags(ctx, task, { add: [...add, ...made], remove });
    const ids = (tags: { id: string }[]) => tags.map(({ id }) => id);
    const changed = added.length > 0 || removed.length > 0;
    return {
      ...(await presentState(ctx, task)),
      undo: changed ? { taskId, add: ids(removed), remove: ids(added) } : null,
    };
  },
});

/** To take a deleted tag away is done already; to put it somewhere is not possible. */
function unknown(): never {
  throw invalid("add", "unknown_tag");
}
