"use server";

import { action } from "@/lib/core/action";
import { updateCustomer } from "@/lib/domain/customers/commands/update-customer";
import { assignTicket } from "@/lib/domain/tasks/commands/assign-ticket";
import { changeTicketStatus } from "@/lib/domain/tasks/commands/change-ticket-status";
import { renameTicket } from "@/lib/domain/tasks/commands/rename-ticket";
import { setTicketPriority } from "@/lib/domain/tasks/commands/set-ticket-priority";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";

export const assignTicketAction = action(assignTicket);
export const changeTicketStatusAction = action(changeTicketStatus);
export const setTicketPriorityAction = action(setTicketPriority);
export const snoozeTicketAction = action(snoozeTicket);
export const renameTicketAction = action(renameTicket);
export const updateCustomerAction = action(updateCustomer);
