import { sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

/** The one who reads: a member over all entries, a customer or requester over the public ones. */
export type Reader = { userId: string } | { customerId: string };

export function readerOf(ctx: Context): Reader | null {
  const { actor } = ctx;
  if (actor.kind === "member") return { userId: actor.userId };
  return actor.kind === "customer" ? { customerId: actor.customerId } : null;
}

/**
 * Moves a reader's positions forward, never back and never past the end of what they can see. The chat is locked before
 * the position, as by `postEntry`: the other way round this reader's own message from another tab and this would wait
 * for each other.
 * @returns whether anything moved
 */
export async function moveReadPosition(
  ctx: Context,
  chatId: string,
  reader: Reader,
  to: { read: number; delivered: number },
): Promise<boolean> {
  const userId = "userId" in reader ? reader.userId : null;
  const customerId = "customerId" in reader ? reader.customerId : null;
  const rows = await ctx.tx.execute(sql`
    with chat as (
      select id from chats where workspace_id = ${ctx.workspaceId} and id = ${chatId} for no key update
    )
    insert into read_positions as p
      (workspace_id, chat_id, reader_id, user_id, customer_id, read_seq, delivered_seq)
    select ${ctx.workspaceId}::uuid, id, ${userId ?? customerId}::uuid, ${userId}::uuid, ${customerId}::uuid,
           ${to.read}::int, ${Math.max(to.read, to.delivered)}::int
    from chat
    on conflict (workspace_id, chat_id, reader_id) do update set
      read_seq = greatest(p.read_seq, excluded.read_seq),
      delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq),
      updated_at = now()
    where p.read_seq < excluded.read_seq or p.delivered_seq < excluded.delivered_seq
    returning 1`);
  return rows.length > 0;
}

/**
 * Whether the customer would see that the team has read, or received, more than before. Ask before moving the position.
 * @param requesterUserId counts as a customer in this chat
 */
export async function isNewsToCustomers(
  ctx: Context,
  chat: { chatId: string; requesterUserId: string | null },
  to: { read: number; delivered: number },
): Promise<boolean> {
  const [row] = await ctx.tx.execute<{ news: boolean }>(sql`
    with team as (
      select coalesce(max(read_seq), 0) as read, coalesce(max(delivered_seq), 0) as delivered
      from read_positions where workspace_id = ${ctx.workspaceId} and chat_id = ${chat.chatId}
        and user_id is distinct from ${chat.requesterUserId}::uuid and user_id is not null)
    select exists (
      select from messages m, team where m.workspace_id = ${ctx.workspaceId} and m.chat_id = ${chat.chatId}
        and m.public_seq is not null
        and (m.seq > team.read and m.seq <= ${to.read}
          or m.seq > team.delivered and m.seq <= ${Math.max(to.read, to.delivered)})) as news`);
  return row?.news ?? false;
}

/** Raises the revisions of a chat's own state, so that catch-up brings it. */
export async function touchState(
  ctx: Context,
  chatId: string,
  towards: { customers: boolean },
): Promise<void> {
  await ctx.tx.execute(sql`
    update chats set
      rev = rev + 1, state_rev = rev + 1,
      public_rev = case when ${towards.customers}::boolean then public_rev + 1 else public_rev end,
      public_state_rev = case when ${towards.customers}::boolean then public_rev + 1 else public_state_rev end
    where workspace_id = ${ctx.workspaceId} and id = ${chatId}`);
}
