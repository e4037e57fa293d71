"use server";

import { action } from "@/lib/core/action";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { mergeTickets, unmergeTickets } from "@/lib/domain/tasks/commands/merge-tickets";
import { renameTask } from "@/lib/domain/tasks/commands/rename-task";
import { setField } from "@/lib/domain/tasks/commands/set-field";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";
import { splitTicket, unsplitTicket } from "@/lib/domain/tasks/commands/split-ticket";
import { tagTask } from "@/lib/domain/tasks/commands/tag-task";
import { takeNextTicket } from "@/lib/domain/tasks/commands/take-next-ticket";

export const assignTaskAction = action(assignTask);
export const changeTaskStatusAction = action(changeTaskStatus);
export const setFieldAction = action(setField);
export const setTaskPriorityAction = action(setTaskPriority);
export const snoozeTicketAction = action(snoozeTicket);
export const tagTaskAction = action(tagTask);
export const renameTaskAction = action(renameTask);
export const takeNextTicketAction = action(takeNextTicket);
export const mergeTicketsAction = action(mergeTickets);
export const unmergeTicketsAction = action(unmergeTickets);
export const splitTicketAction = action(splitTicket);
export const unsplitTicketAction = action(unsplitTicket);
