import { eq } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context, MemberActor } from "@/lib/core/context";
import { conflict, forbidden } from "@/lib/core/errors";
import { notifyTakingPart } from "@/lib/domain/notifications/notify";
import { env } from "@/lib/env";
import { clearDraft } from "../drafts";
import { messagePosted } from "../events";
import { anyId, bodyIfAny, clientId, draftVersion, saysSomething } from "../input";
import { tellNamed, toMention } from "../mentions";
import { addParticipants, inLine, isLeftAlone } from "../participants";
import { type Chat, findTeamChat } from "../policy";
import { type NewEntry, postEntry, postEvent } from "../post-entry";
import { findPosted, justPosted, type Posted } from "../posted";
import { mentions, replyToId, resolveReferences } from "../references";
import { whatIsSaid } from "../said";
import { fileIds, findUploads, requireUploads } from "../uploads";

/**
 * A member writes in a direct or group chat. Who writes in a task's own chat without taking part takes part from then on.
 * @throws AppError NOT_FOUND; CONFLICT when the other one of two is no longer in the workspace
 */
export const sendToChat = command({
  name: "chats.send",
  permission: "chat:use",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  // Notes exist where somebody must not read them.
  input: z
    .object({
      chatId: anyId,
      id: clientId,
      kind: z.literal("message").default("message"),
      body: bodyIfAny,
      replyToId,
      mentions,
      fileIds,
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
    if (ctx.actor.kind !== "member") throw forbidden();
    const uploads = await findUploads(ctx, { chatId: input.chatId }, input.fileIds);
    // Asked together: the statements travel in one write.
    const [chat, earlier, alone] = await Promise.all([
      findTeamChat(ctx, input.chatId),
      findPosted(ctx, input.id, "members", eq(chats.id, input.chatId)),
      isLeftAlone(ctx, input.chatId),
    ]);
    if (earlier) return earlier;
    if (alone) throw conflict("chat_read_only");
    requireUploads(uploads, input.fileIds);
    const { userId } = ctx.actor;
    const { named, replyToId } = await resolveReferences(ctx, chat, input);
    if (chat.chatRole === null) await takePart(ctx, chat, ctx.actor);
    const entry: NewEntry = {
      chatId: chat.chatId,
      id: input.id,
      kind: "message",
      author: { userId },
      body: input.body,
      replyToId,
      mentions: named.map(toMention),
      files: uploads,
      isPublic: false,
      preview: "member",
      readBy: { userId },
    };
    const [position] = await Promise.all([
      postEntry(ctx, entry),
      input.draftVersion ? clearDraft(ctx, { chatId: chat.chatId, userId }, input.draftVersion) : undefined,
      notifyOthers(
        ctx,
        chat,
        named.flatMap(({ reached }) => reached),
      ),
    ]);
    await tellNamed(ctx, chat, { id: input.id, named });
    ctx.emit(messagePosted, chat.chatId, {
      chatId: chat.chatId,
      taskId: chat.taskId,
      messageId: input.id,
      kind: "message",
      by: "member",
      commands: whatIsSaid(input).commands,
    });
    return justPosted(ctx, entry, position, "members");
  },
});

/** All but those who are named in it, who hear of that. */
async function notifyOthers(ctx: Context, chat: Chat, named: string[]): Promise<void> {
  if (ctx.actor.kind !== "member") return;
  const kind = chat.kind === "direct" ? "direct_message" : "group_message";
  const { chatId, taskId } = chat;
  const { userId, name: by } = ctx.actor;
  await notifyTakingPart(ctx, { kind, chatId, taskId, by }, [userId, ...named]);
}

async function takePart(ctx: Context, { chatId }: Chat, actor: MemberActor): Promise<void> {
  const added = await addParticipants(ctx, chatId, [{ userId: actor.userId, chatRole: "member" }]);
  if (added > 0) await postEvent(ctx, chatId, { name: "participants_added", ...inLine([actor]) });
}
