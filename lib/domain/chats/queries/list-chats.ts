import { and, inArray } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { query } from "@/lib/core/query";
import { anyId } from "../input";
import { forReader, isBegun, isUnread, selectChatRows } from "../list-rows";
import {
  after,
  called,
  inOrder,
  inOwnList,
  inTab,
  listOwner,
  makeCursor,
  ownChatsInOrder,
} from "../list-scope";
import { type ChatPage, type ChatRow, chatTabs } from "../list-views";
import { memberChats } from "../policy";

const pageSize = 30;

/** A page of the member's chats: pinned ones first, then by last activity. */
export const listChats = query({
  name: "chats.list",
  permission: "chat:use",
  input: z.object({
    tab: z.enum(chatTabs).default("all"),
    /** `1`: only those with something unread. */
    unread: z.enum(["0", "1"]).default("0"),
    q: z.string().max(200).default(""),
    cursor: z.string().max(300).optional(),
  }),
  async read(ctx, { tab, unread, q, cursor }): Promise<ChatPage> {
    const me = listOwner(ctx);
    const rows = await selectChatRows(ctx.tx, {
      readers: forReader(me),
      among: ownChatsInOrder(ctx, { tab, q }),
      where: and(
        memberChats(ctx),
        isBegun,
        inTab(tab),
        unread === "1" ? isUnread : undefined,
        called(q, me),
        cursor ? after(cursor, tab) : undefined,
      )!,
      byName: q.trim() !== "",
      order: inOrder,
      limit: pageSize + 1,
    });
    const page = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? page.at(-1) : undefined;
    return {
      items: page.map(({ row }) => row),
      nextCursor: last
        ? makeCursor({ tab, pinned: last.row.pinned, at: last.sortAt, id: last.row.id })
        : null,
    };
  },
});

/** Some of the member's chats as they are now; those that are no longer in their list are left out. */
export const getChatRows = query({
  name: "chats.getRows",
  permission: "chat:use",
  input: z.object({
    ids: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(anyId).min(1).max(50)),
  }),
  async read(ctx, { ids }): Promise<{ items: ChatRow[] }> {
    const rows = await selectChatRows(ctx.tx, {
      readers: forReader(listOwner(ctx)),
      where: and(inOwnList(ctx), inArray(chats.id, ids))!,
    });
    return { items: rows.map(({ row }) => row) };
  },
});
