import { and, asc, eq, sql } from "drizzle-orm";
import { messageEdits, messages, processedEvents, workspaces } from "@/db/schema";
import type { Context, MemberActor } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { type Chat, findChat } from "@/lib/domain/chats/policy";
import type { Mention } from "@/lib/domain/chats/views";
import { type Command, parseCommands } from "@/lib/hashtags/parse";

/** One command of a message, for its author. */
export type PostedCommand = {
  author: MemberActor;
  chat: Chat;
  messageId: string;
  index: number;
  command: Command;
  /** All of the message's commands. */
  all: Command[];
  mentions: Mention[];
  /** When it was said: what `today` means doesn't depend on when it is carried out. */
  at: Date;
  /** The workspace's. */
  zone: string;
};

/**
 * A command of the caller's own message, as it was first written. Null once the message was deleted.
 * @throws AppError NOT_FOUND, also when they no longer see the chat
 */
export async function findPostedCommand(
  ctx: Context,
  messageId: string,
  index: number,
): Promise<PostedCommand | null> {
  const author = ctx.actor;
  if (author.kind !== "member") throw forbidden();
  const [row] = await ctx.tx
    .select({
      chatId: messages.chatId,
      body: messages.body,
      mentions: messages.mentions,
      at: messages.createdAt,
      deletedAt: messages.deletedAt,
      zone: workspaces.timeZone,
      first: firstWords,
    })
    .from(messages)
    .innerJoin(workspaces, eq(workspaces.id, messages.workspaceId))
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.id, messageId),
        eq(messages.authorUserId, author.userId),
      ),
    );
  if (!row) throw notFound();
  const { audience, chat } = await findChat(ctx, row.chatId);
  if (audience !== "members") throw notFound();
  if (row.deletedAt) return null;
  const mentions = (row.mentions as Mention[] | null) ?? [];
  const people = mentions.map(({ name }) => name);
  const { commands } = parseCommands(row.first ?? row.body, { people });
  const command = commands[index];
  if (!command) throw notFound();
  const { at, zone } = row;
  return { author, chat, messageId, index, command, all: commands, mentions, at, zone };
}

const firstWords = sql<string | null>`(select ${messageEdits.body} from ${messageEdits}
  where ${messageEdits.workspaceId} = ${messages.workspaceId} and ${messageEdits.messageId} = ${messages.id}
  order by ${asc(messageEdits.id)} limit 1)`;

/**
 * Marks a command as dealt with, in the transaction that deals with it. Whoever else is at it waits for that one's end.
 * @returns false when it was dealt with before
 */
export async function isFirstTime(ctx: Context, messageId: string, index: number): Promise<boolean> {
  const marked = await ctx.tx
    .insert(processedEvents)
    .values({ workspaceId: ctx.workspaceId, consumer: "commands", eventId: `${messageId}:${index}` })
    .onConflictDoNothing()
    .returning({ eventId: processedEvents.eventId });
  return marked.length > 0;
}
