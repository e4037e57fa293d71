import type { z } from "zod";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { endUnreadMark } from "@/lib/domain/chats/arrangement";
import { readMoved } from "@/lib/domain/chats/events";
import { positionInput } from "@/lib/domain/chats/input";
import { isNewsToCustomers, moveReadPosition, readerOf, touchState } from "@/lib/domain/chats/read-positions";
import { seenInChat } from "@/lib/domain/notifications/notify";
import { findSupportChat } from "../policy";

/** Moves a member's read position in a ticket's chat. */
export const markTicketRead = command({
  name: "tasks.markTicketRead",
  permission: "ticket:handle",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  input: positionInput,
  handle: markRead,
});

/** The same for whoever asked for support, over the public sequence. */
export const markOwnRead = command({
  name: "tasks.markOwnRead",
  permission: "support-chat:own",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  input: positionInput,
  handle: markRead,
});

async function markRead(
  ctx: Context,
  { chatId, read, delivered, opened }: z.output<typeof positionInput>,
): Promise<Record<string, never>> {
  const { audience, chat } = await findSupportChat(ctx, chatId);
  const reader = readerOf(ctx);
  if (!reader) return {};
  const end = audience === "members" ? chat.seq : chat.publicSeq;
  const to = { read: Math.min(read, end), delivered: Math.min(delivered, end) };
  // Whoever asked sees their own position in their other tabs; of members' only what concerns public entries.
  const isPublic = audience === "customers" || (await isNewsToCustomers(ctx, chat, to));
  const moved = await moveReadPosition(ctx, chatId, reader, to);
  if ((moved || opened) && audience === "members" && "userId" in reader)
    await endUnreadMark(ctx, chatId, reader.userId, to.read);
  if (!moved) return {};
  await Promise.all([
    audience === "members" && "userId" in reader && to.read > 0 && seenInChat(ctx, reader.userId, chatId),
    touchState(ctx, chatId, { customers: isPublic }),
  ]);
  const who = { userId: null, customerId: null, ...reader };
  ctx.emit(readMoved, chatId, { chatId, ...who, seq: to.read, isPublic });
  return {};
}
