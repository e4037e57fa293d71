import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, participants } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, forbidden } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { largestPosition } from "@/lib/core/input";
import { clearDraft } from "@/lib/domain/chats/drafts";
import { messagePosted, readMoved, replyAwaitsCustomer } from "@/lib/domain/chats/events";
import { anyId, bodyIfAny, clientId, draftVersion, saysSomething } from "@/lib/domain/chats/input";
import { tellNamed, toMention } from "@/lib/domain/chats/mentions";
import { type NewEntry, postEntry, postEvent } from "@/lib/domain/chats/post-entry";
import { findPosted, justPosted, type Posted } from "@/lib/domain/chats/posted";
import { isNewsToCustomers, touchState } from "@/lib/domain/chats/read-positions";
import { mentions, replyToId, resolveReferences } from "@/lib/domain/chats/references";
import { requireFilled } from "@/lib/domain/chats/require-filled";
import { whatIsSaid } from "@/lib/domain/chats/said";
import { fileIds, findUploads, requireUploads } from "@/lib/domain/chats/uploads";
import { env } from "@/lib/env";
import { noteReplied } from "../change-task";
import { taskStatusChanged } from "../events";
import { findSupportChat, type SupportChat } from "../policy";
import { missedSince } from "../stale-reply";
import { afterMemberTouch } from "../ticket-status";

/** A member answers the customer, or writes a note that the customer never receives. */
export const replyToTicket = command({
  name: "tasks.replyToTicket",
  permission: "ticket:handle",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  input: z
    .object({
      chatId: anyId,
      id: clientId,
      kind: z.enum(["message", "note"]).default("message"),
      body: bodyIfAny,
      replyToId,
      mentions,
      fileIds,
      /** The newest entry that the author had seen: what others wrote since then stops a reply, unless it is sent anyway. */
      baseSeq: z.number().int().min(0).max(largestPosition).optional(),
      sendAnyway: z.boolean().default(false),
      draftVersion,
    })
    .check(saysSomething),
  rateLimit: {
    points: () => env().SENDS_PER_MINUTE,
    seconds: 60,
    store: "process",
    keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
  },
  async handle(ctx, input): Promise<Posted> {
    const uploads = await findUploads(ctx, { chatId: input.chatId }, input.fileIds);
    // Asked together: the statements travel in one write.
    const [{ audience, chat }, earlier] = await Promise.all([
      findSupportChat(ctx, input.chatId, { lock: true }),
      findPosted(ctx, input.id, "members", eq(chats.id, input.chatId)),
    ]);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    if (earlier) return earlier;
    const { userId } = ctx.actor;
    const { baseSeq, sendAnyway, fileIds, draftVersion, ...written } = input;
    requireUploads(uploads, fileIds);
    requireFilled(written.body);
    const { commands, ...said } = whatIsSaid(written, { hasMore: uploads.length > 0 });
    const message = { ...written, ...said };
    const place = { chatId: chat.chatId, kind: "support", isPrivate: true, taskId: chat.ticketId } as const;
    const { named, ...references } = await resolveReferences(ctx, place, message);
    const isReply = message.kind === "message";
    const guarded = isReply && !sendAnyway && baseSeq !== undefined;
    const [missed] = await Promise.all([
      guarded ? missedSince(ctx, chat.chatId, userId, baseSeq) : null,
      isReply ? joinAsAgent(ctx, chat) : undefined,
    ]);
    if (missed) throw conflict("stale_reply", missed);
    // Whoever writes has read what is above. A reply says so by itself; a note, which customers don't get, does not.
    const { seq } = chat;
    const readsNews = !isReply && (await isNewsToCustomers(ctx, chat, { read: seq, delivered: seq }));
    const entry: NewEntry = {
      ...message,
      ...references,
      mentions: named.map(toMention),
      files: uploads,
      author: { userId },
      isPublic: isReply,
      preview: isReply ? "member" : "note",
      readBy: { userId },
    };
    const [position] = await Promise.all([
      postEntry(ctx, entry),
      isReply ? recordReply(ctx, chat) : undefined,
      draftVersion ? clearDraft(ctx, { chatId: chat.chatId, userId }, draftVersion) : undefined,
    ]);
    await tellNamed(ctx, place, { id: input.id, named });
    // After the note, so that each has a revision that browsers are told of.
    if (readsNews) await tellOfReading(ctx, chat, userId);
    const subject = { chatId: chat.chatId, taskId: chat.ticketId };
    ctx.emit(messagePosted, chat.chatId, {
      ...subject,
      messageId: input.id,
      kind: message.kind,
      by: "member",
      commands,
    });
    if (isReply && chat.customerId && chat.hasMail) {
      const { chatId, customerId } = chat;
      ctx.emit(replyAwaitsCustomer, chatId, { chatId, customerId, publicSeq: position.publicSeq ?? 0 });
    }
    return justPosted(ctx, entry, position, "members");
  },
});

/** The first reply makes the member a participant, which the customer is told; who had to leave takes part again. */
async function joinAsAgent(ctx: Context, chat: SupportChat): Promise<void> {
  if (ctx.actor.kind !== "member") return;
  const { userId, name } = ctx.actor;
  const added = await ctx.tx
    .insert(participants)
    .values({ workspaceId: ctx.workspaceId, id: newId(), chatId: chat.chatId, userId })
    .onConflictDoUpdate({
      target: [participants.workspaceId, participants.chatId, participants.userId],
      targetWhere: sql`${participants.userId} is not null`,
      set: { leftAt: null, joinedAt: sql`now()` },
      setWhere: sql`${participants.leftAt} is not null`,
    })
    .returning({ id: participants.id });
  if (added.length > 0) await postEvent(ctx, chat.chatId, { name: "joined", member: name });
}

async function tellOfReading(ctx: Context, { chatId, seq }: SupportChat, userId: string): Promise<void> {
  await touchState(ctx, chatId, { customers: true });
  ctx.emit(readMoved, chatId, { chatId, userId, customerId: null, seq, isPublic: true });
}

async function recordReply(ctx: Context, chat: SupportChat): Promise<void> {
  const status = afterMemberTouch(chat.status);
  await noteReplied(ctx, chat.ticketId, status);
  if (status !== chat.status) {
    const change = {
      taskId: chat.ticketId,
      type: "ticket" as const,
      chatId: chat.chatId,
      before: chat.status,
      after: status,
    };
    ctx.emit(taskStatusChanged, chat.ticketId, change);
  }
}
