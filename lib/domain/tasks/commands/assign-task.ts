import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { assign, type Holder } from "../change-task";
import { taskAssigned } from "../events";
import { lockTask } from "../policy";
import { presentState } from "../present-state";
import { refuseTakenAway, requireUnchanged } from "../require-unchanged";
import type { Changed } from "../views";

const someone = anyId.nullable().optional();

/** Hands a task to a member and/or team, or back to the queue. Of two who take it at once one is told. */
export const assignTask = command({
  name: "tasks.assignTask",
  permission: "task:change",
  rateLimit: taskChangesPerMinute,
  input: z.object({
    taskId: anyId,
    assigneeUserId: someone,
    teamId: someone,
    /** The assignee that the person saw; somebody else by now is a conflict. */
    from: someone,
    /** The same of the team. */
    fromTeam: someone,
  }),
  async handle(ctx, input): Promise<Changed<{ taskId: string } & Holder>> {
    const { taskId, from, fromTeam } = input;
    const task = await lockTask(ctx, taskId).catch(async (error) => {
      if (from !== undefined) await refuseTakenAway(ctx, taskId);
      throw error;
    });
    await requireUnchanged(ctx, task, taskAssigned, from, task.assigneeUserId);
    await requireUnchanged(ctx, task, taskAssigned, fromTeam, task.teamId);
    const before: Holder = { assigneeUserId: task.assigneeUserId, teamId: task.teamId };
    const { assigneeUserId = before.assigneeUserId, teamId = before.teamId } = input;
    await assign(ctx, task, { assigneeUserId, teamId });
    return { ...(await presentState(ctx, task)), undo: { taskId, ...before } };
  },
});
