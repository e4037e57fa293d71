import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { readDraft } from "../drafts";
import { anyId } from "../input";
import { forReader, selectChatRows } from "../list-rows";
import { listOwner } from "../list-scope";
import type { ChatRow } from "../list-views";
import { memberChats } from "../policy";
import type { Draft, MemberWindow } from "../views";
import { getChatThread } from "./get-thread";

/** A chat with the newest window of its thread; of a support chat only its row, since its ticket shows it. */
export type OpenChat = {
  row: ChatRow;
  thread: MemberWindow | null;
  /** What the member has begun to write in it. */
  draft: Draft | null;
};

/** A chat of any kind for opening it in one go. @throws AppError NOT_FOUND */
export const getOpenChat = query({
  name: "chats.getOpen",
  permission: "chat:use",
  input: z.object({ chatId: anyId }),
  async read(ctx, { chatId }): Promise<OpenChat> {
    const userId = listOwner(ctx);
    const [found] = await selectChatRows(ctx.tx, {
      readers: forReader(userId),
      where: and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), memberChats(ctx))!,
    });
    if (!found) throw notFound();
    const { row } = found;
    if (row.kind === "support") return { row, thread: null, draft: null };
    const [thread, draft] = await Promise.all([
      getChatThread.handle(ctx, { chatId }),
      readDraft(ctx, { chatId, userId }),
    ]);
    return { row, thread, draft };
  },
});
