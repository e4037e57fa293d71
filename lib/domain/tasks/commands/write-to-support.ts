import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, tasks } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { messagePosted } from "@/lib/domain/chats/events";
import { anyId, bodyIfAny, clientId, saysSomething } from "@/lib/domain/chats/input";
import { type NewEntry, postEntry, postEvent } from "@/lib/domain/chats/post-entry";
import { findPosted, justPosted, type Posted } from "@/lib/domain/chats/posted";
import { previewOf } from "@/lib/domain/chats/preview";
import { readerOf } from "@/lib/domain/chats/read-positions";
import { replyToId, resolveReply } from "@/lib/domain/chats/references";
import { fileIds, findUploads, requireUploads } from "@/lib/domain/chats/uploads";
import { notify } from "@/lib/domain/notifications/notify";
import { env } from "@/lib/env";
import { noteRequesterWrote, updateTask } from "../change-task";
import { taskStatusChanged } from "../events";
import { tellFollowers } from "../followers";
import { openTicket } from "../open-ticket";
import { findSupportChat, type SupportChat } from "../policy";
import { showStatusElsewhere } from "../shown-status";
import { afterCustomerMessage } from "../ticket-status";

/**
 * Whoever asked for support writes again. It reopens a ticket that waited for them or was resolved; a closed one
 * is continued by a follow-up ticket in a chat of its own, whose id the answer names.
 */
export const writeToSupport = command({
  name: "tasks.writeToSupport",
  permission: "support-chat:own",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  input: z.object({ chatId: anyId, id: clientId, body: bodyIfAny, replyToId, fileIds }).check(saysSomething),
  rateLimit: {
    points: () => env().SENDS_PER_MINUTE,
    seconds: 60,
    store: "process",
    keys: ({ actor }) => [
      actor.kind === "customer" ? actor.customerId : actor.kind === "member" ? actor.userId : null,
    ],
  },
  async handle(ctx, input): Promise<Posted> {
    const uploads = await findUploads(ctx, { chatId: input.chatId }, input.fileIds);
    // Asked together: the statements travel in one write.
    const [{ audience, chat }, earlier] = await Promise.all([
      findSupportChat(ctx, input.chatId, { lock: true }),
      findPosted(ctx, input.id, "customers", thereOrContinued(input.chatId)),
    ]);
    if (audience !== "customers") throw forbidden();
    if (earlier) return earlier;
    requireUploads(uploads, input.fileIds);
    const message = { id: input.id, body: input.body, files: uploads };
    const status = afterCustomerMessage(chat.status);
    if (status === null) return followUp(ctx, { ...chat, ticketId: chat.ownTicketId }, message);
    const answers = await resolveReply(ctx, chat.chatId, input.replyToId, "customers");
    const [posted] = await Promise.all([
      postFromRequester(ctx, {
        ...message,
        replyToId: answers,
        chatId: chat.chatId,
        ticketId: chat.ticketId,
      }),
      noteRequesterWrote(ctx, chat.ticketId, status),
      chat.assigneeUserId ? notifyAssignee(ctx, chat, chat.assigneeUserId) : undefined,
    ]);
    if (status !== chat.status) await recordReopening(ctx, chat, status);
    return posted;
  },
});

/** A chat, or one in which a follow-up of its ticket goes on. */
const thereOrContinued = (chatId: string) => sql`(${chats.id} = ${chatId} or exists (
  select from tasks later join tasks earlier
    on earlier.workspace_id = later.workspace_id and earlier.id = later.follows_task_id
  where later.workspace_id = ${chats.workspaceId} and later.chat_id = ${chats.id} and earlier.chat_id = ${chatId}))`;

function notifyAssignee(ctx: Context, chat: SupportChat, userId: string): Promise<void> {
  const by = ctx.actor.kind === "customer" || ctx.actor.kind === "member" ? ctx.actor.name : null;
  return notify(ctx, { userId, kind: "customer_reply", chatId: chat.chatId, taskId: chat.ticketId, by });
}

async function recordReopening(
  ctx: Context,
  chat: SupportChat,
  status: "new" | "open" | SupportChat["status"],
) {
  const change = {
    taskId: chat.ticketId,
    type: "ticket" as const,
    chatId: chat.chatId,
    before: chat.status,
    after: status,
  };
  ctx.emit(taskStatusChanged, chat.ticketId, change);
  await showStatusElsewhere(ctx, { taskId: chat.ticketId, chatId: chat.chatId }, chat.status, status);
  if (chat.status === "resolved") await postEvent(ctx, chat.chatId, { name: "reopened" });
  else await postEvent(ctx, chat.chatId, { name: "status_changed", from: chat.status, to: status });
  // Who holds it is told that the customer wrote.
  const followed = { taskId: chat.ticketId, chatId: chat.chatId, isPrivate: false };
  await tellFollowers(ctx, followed, chat.assigneeUserId);
}

type RequesterMessage = Pick<NewEntry, "id" | "body" | "files">;

/** The first message of a chat, or a further one, by the customer or member who asks. */
export async function postFromRequester(
  ctx: Context,
  message: RequesterMessage & { chatId: string; ticketId: string; replyToId?: string | null },
): Promise<Posted> {
  const reader = readerOf(ctx);
  if (!reader) throw forbidden();
  const { chatId, ticketId, id, body, replyToId, files } = message;
  const entry: NewEntry = {
    chatId,
    id,
    kind: "message",
    author: reader,
    body,
    replyToId,
    files,
    isPublic: true,
    preview: "customer",
    readBy: reader,
    readIn: "public",
  };
  const position = await postEntry(ctx, entry);
  ctx.emit(messagePosted, chatId, {
    chatId,
    taskId: ticketId,
    messageId: id,
    kind: "message",
    by: "customer",
  });
  return justPosted(ctx, entry, position, "customers");
}

/** What the message answers stays in the closed chat. A closed ticket has one open follow-up: its lock makes the second of two messages join the first one's. */
async function followUp(ctx: Context, closed: SupportChat, message: RequesterMessage): Promise<Posted> {
  const { chatId, ticketId } =
    (await openFollowUp(ctx, closed)) ??
    (await startFollowUp(ctx, closed, message.body || nameOfFiles(message.files)));
  const posted = await postFromRequester(ctx, { ...message, chatId, ticketId });
  await updateTask(ctx, ticketId, { waitingSince: sql`coalesce(waiting_since, now())` });
  return posted;
}

/** What a ticket is called that began with files and no words. */
export const nameOfFiles = (files: NewEntry["files"] = []): string =>
  previewOf(
    "",
    files.map(({ name }) => name),
  );

async function openFollowUp(ctx: Context, closed: SupportChat) {
  const [row] = await ctx.tx
    .select({ ticketId: tasks.id, chatId: sql<string>`${tasks.chatId}` })
    .from(tasks)
    .where(
      and(
        eq(tasks.workspaceId, ctx.workspaceId),
        eq(tasks.followsTaskId, closed.ticketId),
        ne(tasks.status, "closed"),
      ),
    );
  return row;
}

async function startFollowUp(ctx: Context, closed: SupportChat, firstMessage: string) {
  const chatId = newId();
  const { ticketId, number } = await openTicket(ctx, {
    chatId,
    requester: closed.customerId ? { customerId: closed.customerId } : { userId: closed.requesterUserId! },
    inboxId: closed.inboxId,
    teamId: closed.teamId,
    firstMessage,
    source: "web_chat",
    followsTaskId: closed.ticketId,
  });
  await postEvent(ctx, closed.chatId, { name: "followed_up", number });
  return { ticketId, chatId };
}
