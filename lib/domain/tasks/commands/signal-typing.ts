import { z } from "zod";
import { command } from "@/lib/core/command";
import { forbidden } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { channelName } from "@/lib/realtime/channel-names";
import { publication, publish } from "@/lib/realtime/server";
import { findSupportChat } from "../policy";

/**
 * Tells the customer that a member is typing a reply. The server publishes it, since members are not in the
 * customers' channel; who types a note never calls this.
 */
export const signalTyping = command({
  name: "tasks.signalTyping",
  permission: "ticket:handle",
  input: z.object({ chatId: anyId }),
  rateLimit: {
    points: 30,
    seconds: 60,
    store: "process",
    keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
  },
  async handle(ctx, { chatId }): Promise<Record<string, never>> {
    const { audience, chat } = await findSupportChat(ctx, chatId);
    if (audience !== "members" || ctx.actor.kind !== "member") throw forbidden();
    const { name } = ctx.actor;
    const channel = channelName.customerChat(
      { workspaceId: ctx.workspaceId, epoch: chat.accessEpoch },
      chatId,
    );
    // A hint: when it can't be sent, nothing is missing.
    ctx.afterCommit(() =>
      publish([publication("customerChat", channel, "member.typing", { name })]).catch(() => {}),
    );
    return {};
  },
});
