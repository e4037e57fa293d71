import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden, invalid } from "@/lib/core/errors";
import { instantText } from "@/lib/core/input";
import { isArchived } from "./list-rows";
import { type ChatTab, chatTabs } from "./list-views";
import { memberChats } from "./policy";

/** Whose list it is. @throws AppError FORBIDDEN for anybody but a member */
export function listOwner({ actor }: Context): string {
  if (actor.kind !== "member") throw forbidden();
  return actor.userId;
}

const takesPartIn = ({ workspaceId }: Context, me: string) => sql`
  select chat_id from participants where workspace_id = ${workspaceId} and user_id = ${me} and left_at is null`;
const pinnedOf = ({ workspaceId }: Context, me: string) => sql`
  select chat_id from chat_settings where workspace_id = ${workspaceId} and user_id = ${me} and pinned_at is not null`;

const heldBy = ({ workspaceId }: Context, me: string) => sql`
  select chat_id from tasks where workspace_id = ${workspaceId} and assignee_user_id = ${me} and type = 'ticket'`;
/** How many of the tickets that somebody holds a list goes through; the inbox has them all. */
const mostHeld = sql.raw("1000");
const heldLately = (ctx: Context, me: string) => sql`
  select chat_id from (${heldBy(ctx, me)} order by last_activity_at desc, id desc limit ${mostHeld}) lately`;

/** The caller's chats: those that they take part in, tickets that they hold, and what they pinned. */
export const inOwnList = (ctx: Context): SQL => ownChats(ctx, heldBy);

/** As `inOwnList`, without support chats: however many tickets the member has held, those are not looked at. */
export const inOwnTeamChats = (ctx: Context): SQL => and(sql`${chats.kind} <> 'support'`, ownChats(ctx))!;

function ownChats(ctx: Context, held?: typeof heldBy): SQL {
  return and(
    eq(chats.workspaceId, ctx.workspaceId),
    sql`${chats.id} in (${ownIds(ctx, held)})`,
    memberChats(ctx),
  )!;
}

function ownIds(ctx: Context, held?: typeof heldBy): SQL {
  const me = listOwner(ctx);
  return sql`${takesPartIn(ctx, me)} union ${pinnedOf(ctx, me)} ${held ? sql`union ${held(ctx, me)}` : sql``}`;
}

/**
 * The chats that may be in a list of the caller's, in its order, in the place of the table `chats`. What is asked of
 * each beyond that is then asked from the top until a page is full, not of every ticket that they have ever held.
 */
export function ownChatsInOrder(ctx: Context, { tab, q }: { tab: ChatTab; q: string }): SQL {
  const me = listOwner(ctx);
  const held = tab === "archived" || q.trim() ? heldBy : heldLately;
  return sql`(
  select c.*, mine.pinned_at is not null as is_pinned, coalesce(c.last_message_at, c.created_at) as active_at
  from (${ownIds(ctx, tab === "direct" || tab === "groups" ? undefined : held)}) own_ones
    join chats c on c.workspace_id = ${ctx.workspaceId} and c.id = own_ones.chat_id
    left join chat_settings mine on mine.workspace_id = ${ctx.workspaceId} and mine.chat_id = c.id
      and mine.user_id = ${me}
  order by is_pinned desc, active_at desc, c.id desc
  offset 0) ${chats}`;
}

/** Of `ownChatsInOrder`. */
export const inOrder = sql`${chats}.is_pinned desc, ${chats}.active_at desc, ${chats.id} desc`;

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

const cursorShape = z.object({
  tab: z.enum(chatTabs),
  pinned: z.boolean(),
  at: instantText,
  id: z.guid(),
});
type Cursor = z.output<typeof cursorShape>;

export const makeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** What follows a cursor, of `ownChatsInOrder`. @throws AppError INVALID for one that is broken or was made for another tab */
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
  return sql`(${chats}.is_pinned, ${chats}.active_at, ${chats.id}) < (${pinned}::boolean, ${at}::timestamptz, ${id}::uuid)`;
}
