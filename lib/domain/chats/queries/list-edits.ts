import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { messageEdits, messages } from "@/db/schema";
import { forbidden, notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { anyId } from "../input";
import { findChat } from "../policy";

/** What a message said at a time. */
export type Wording = { body: string; at: string };

const mostWordings = 100;

/** What an edited message said before each of its changes, oldest first; of a deleted one nothing is left. */
export const listEdits = query({
  name: "chats.listEdits",
  permission: "chat:use",
  input: z.object({ chatId: anyId, messageId: anyId }),
  async read(ctx, { chatId, messageId }): Promise<{ earlier: Wording[] }> {
    const { audience } = await findChat(ctx, chatId);
    if (audience !== "members") throw forbidden();
    const [message] = await ctx.tx
      .select({ createdAt: messages.createdAt })
      .from(messages)
      .where(
        and(
          eq(messages.workspaceId, ctx.workspaceId),
          eq(messages.chatId, chatId),
          eq(messages.id, messageId),
        ),
      );
    if (!message) throw notFound();
    const edits = await ctx.tx
      .select({ body: messageEdits.body, until: messageEdits.createdAt })
      .from(messageEdits)
      .where(and(eq(messageEdits.workspaceId, ctx.workspaceId), eq(messageEdits.messageId, messageId)))
      .orderBy(asc(messageEdits.id))
      .limit(mostWordings);
    // Each wording began where the one before it ended.
    const earlier = edits.map(({ body }, index) => ({
      body,
      at: (edits[index - 1]?.until ?? message.createdAt).toISOString(),
    }));
    return { earlier };
  },
});
