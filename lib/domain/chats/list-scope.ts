import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden, invalid } from "@/lib/core/errors";
import { instantText } from "@/lib/core/input";
import { activeAt, isArchived, isPinned } from "./list-rows";
import { type ChatTab, chatTabs } from "./list-views";
import { memberChats } from "./policy";

/** Whose list it is. @throws AppError FORBIDDEN for anybody but a member */
export function listOwner({ actor }: Context): string {
  if (actor.kind !== "member") throw forbidden();
  return actor.userId;
}

/** The chats in a member's list: those that they take part in, tickets that they hold, and what they pinned. */
export function inOwnList(ctx: Context): SQL {
  const me = listOwner(ctx);
  const { workspaceId } = ctx;
  return and(
    eq(chats.workspaceId, workspaceId),
    sql`${chats.id} in (
      select chat_id from participants where workspace_id = ${workspaceId} and user_id = ${me} and left_at is null
      union select chat_id from tasks where workspace_id = ${workspaceId} and assignee_user_id = ${me} and type = 'ticket'
      union select chat_id from chat_settings where workspace_id = ${workspaceId} and user_id = ${me}
        and pinned_at is not null)`,
    memberChats(ctx),
  )!;
}

const kindOf = { direct: "direct", groups: "group", support: "support" } as const;

export function inTab(tab: ChatTab): SQL {
  if (tab === "archived") return isArchived;
  const present = sql`not ${isArchived}`;
  return tab === "all" ? present : and(present, eq(chats.kind, kindOf[tab]))!;
}

/** Chats that are called so: by title, by their people, by what they are about. Nothing typed: all. */
export function called(q: string, me: string): SQL | undefined {
  const typed = q.trim();
  if (!typed) return undefined;
  const like = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${chats.title} ilike ${like} or t.title ilike ${like} or '#' || t.number = ${typed}
    or cu.name ilike ${like} or ru.name ilike ${like}
    or exists (select from participants p join users u on u.id = p.user_id
      where p.workspace_id = ${chats.workspaceId} and p.chat_id = ${chats.id} and p.left_at is null
        and u.name ilike ${like} and (p.user_id <> ${me} or ${chats.directKey} = ${`${me}:${me}`})))`;
}

export const inOrder = sql`${isPinned} desc, ${activeAt} desc, ${chats.id} desc`;

const cursorShape = z.object({
  tab: z.enum(chatTabs),
  pinned: z.boolean(),
  at: instantText,
  id: z.guid(),
});
type Cursor = z.output<typeof cursorShape>;

export const makeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** What follows a cursor. @throws AppError INVALID for one that is broken or was made for another tab */
export function after(text: string, tab: ChatTab): SQL {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    throw invalid("cursor", "invalid");
  }
  const cursor = cursorShape.safeParse(parsed);
  if (!cursor.success || cursor.data.tab !== tab) throw invalid("cursor", "invalid");
  const { pinned, at, id } = cursor.data;
  return sql`(${isPinned}, ${activeAt}, ${chats.id}) < (${pinned}::boolean, ${at}::timestamptz, ${id}::uuid)`;
}
