import { z } from "zod";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "@/lib/domain/chats/input";
import { findSupportChat } from "@/lib/domain/tasks/policy";
import { channelName } from "../channel-names";
import type { CustomerChannel } from "../contract";

/** Where a browser hears of an own support chat. */
export const getCustomerChannel = query({
  name: "realtime.getCustomerChannel",
  permission: "support-chat:own",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<CustomerChannel> {
    const { audience, chat } = await findSupportChat(ctx, chatId);
    if (audience !== "customers") throw forbidden();
    const address = { workspaceId: ctx.workspaceId, epoch: chat.accessEpoch };
    return { channel: channelName.customerChat(address, chatId) };
  },
});
