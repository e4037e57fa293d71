import { and, eq, isNull } from "drizzle-orm";
import { participants } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden } from "@/lib/core/errors";
import { seenInChat } from "@/lib/domain/notifications/notify";
import { endUnreadMark } from "../arrangement";
import { readMoved } from "../events";
import { positionInput } from "../input";
import { findTeamChat } from "../policy";
import { moveReadPosition, touchState } from "../read-positions";
import { mostShownReaders } from "../state";

/** Moves a member's read position in a direct or group chat. */
export const markChatRead = command({
  name: "chats.markRead",
  permission: "chat:use",
  pool: "sends",
  lane: ({ chatId }) => chatId,
  input: positionInput,
  async handle(ctx, { chatId, read, delivered, opened }): Promise<Record<string, never>> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { userId } = ctx.actor;
    const { seq } = await findTeamChat(ctx, chatId);
    const to = { read: Math.min(read, seq), delivered: Math.min(delivered, seq) };
    const moved = await moveReadPosition(ctx, chatId, { userId }, to);
    if (moved || opened) await endUnreadMark(ctx, chatId, userId, to.read);
    if (!moved) return {};
    const [count] = await Promise.all([
      countParticipants(ctx, chatId),
      to.read > 0 && seenInChat(ctx, userId, chatId),
    ]);
    const shown = count <= mostShownReaders;
    if (shown) await touchState(ctx, chatId, { customers: false });
    ctx.emit(readMoved, chatId, { chatId, userId, customerId: null, seq: to.read, isPublic: false, shown });
    return {};
  },
});

const countParticipants = (ctx: Context, chatId: string): Promise<number> =>
  ctx.tx.$count(
    participants,
    and(
      eq(participants.workspaceId, ctx.workspaceId),
      eq(participants.chatId, chatId),
      isNull(participants.leftAt),
    ),
  );
