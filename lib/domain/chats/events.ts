import { z } from "zod";
import { defineEvent } from "@/lib/core/events";

const id = z.string();

export const messagePosted = defineEvent(
  "message.posted",
  z.object({
    chatId: id,
    taskId: id.nullable(),
    messageId: id,
    kind: z.enum(["message", "note"]),
    by: z.enum(["member", "customer"]),
    /** How many commands it holds; none where left out. */
    commands: z.number().int().optional(),
  }),
);

const changedMessage = z.object({ chatId: id, taskId: id.nullable(), messageId: id });

export const messageEdited = defineEvent("message.edited", changedMessage);

/** Its words are gone; its place in the chat stays. */
export const messageDeleted = defineEvent("message.deleted", changedMessage);

/** Somebody's reaction came or went. Customers see no difference. */
export const messageReacted = defineEvent("message.reacted", z.object({ chatId: id, messageId: id }));

/** An event line was written; the fact behind it has an event of its own. */
export const entryAdded = defineEvent("entry.added", z.object({ chatId: id, messageId: id }));

/** A member may have lost sight of the chat: its members' channels have another name from now on. */
export const chatAccessEnded = defineEvent("chat.access_ended", z.object({ chatId: id }));

/** Somebody no longer takes part in a group. */
export const participationEnded = defineEvent(
  "chat.participation_ended",
  z.object({ chatId: id, userId: id }),
);

/** A member pinned, muted or archived a chat, or marked it unread: theirs alone. */
export const chatArranged = defineEvent("chat.arranged", z.object({ chatId: id, userId: id }));

/** Somebody's read or delivered position moved forward. */
export const readMoved = defineEvent(
  "read.moved",
  z.object({
    chatId: id,
    userId: id.nullable(),
    customerId: id.nullable(),
    seq: z.number().int(),
    /** Whether customers see a difference; a note that was read is none. */
    isPublic: z.boolean(),
    /** False where who has read what is shown to nobody, see `mostShownReaders`. */
    shown: z.boolean().optional(),
  }),
);

/** A member replied to a customer who left an address: a mail goes out unless they read it in time. */
export const replyAwaitsCustomer = defineEvent(
  "reply.awaits_customer",
  z.object({ chatId: id, customerId: id, publicSeq: z.number().int() }),
);

/** Who follows a task, whose chat this is: named in it, by their own choice, or added by somebody else. */
export const taskFollowersChanged = defineEvent(
  "task.followers_changed",
  z.object({
    taskId: z.string(),
    chatId: z.string(),
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
);
