"use server";

import { action } from "@/lib/core/action";
import { changeFollowers } from "@/lib/domain/tasks/commands/change-followers";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { linkTasks, unlinkTasks } from "@/lib/domain/tasks/commands/link-tasks";
import { setDescription } from "@/lib/domain/tasks/commands/set-description";
import { setDueDate } from "@/lib/domain/tasks/commands/set-due-date";
import { setParent } from "@/lib/domain/tasks/commands/set-parent";
import { setSeverity } from "@/lib/domain/tasks/commands/set-severity";

export const changeFollowersAction = action(changeFollowers);
export const createTaskAction = action(createTask);
export const linkTasksAction = action(linkTasks);
export const unlinkTasksAction = action(unlinkTasks);
export const setDueDateAction = action(setDueDate);
export const setDescriptionAction = action(setDescription);
export const setParentAction = action(setParent);
export const setSeverityAction = action(setSeverity);
