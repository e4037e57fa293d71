import { replyAwaitsCustomer } from "@/lib/domain/chats/events";
import { bulkQueued } from "@/lib/domain/tasks/events";

/** Domain events that start functions. Others never leave for the job service. */
export const triggers: ReadonlySet<string> = new Set([replyAwaitsCustomer.name, bulkQueued.name]);
