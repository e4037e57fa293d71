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
 * Moves a reader's positions forward, never back and never past the end of what they can see.
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
    insert into read_positions as p
      (workspace_id, chat_id, reader_id, user_id, customer_id, read_seq, delivered_seq)
    values (${ctx.workspaceId}, ${chatId}, ${userId ?? customerId}, ${userId}, ${customerId},
            ${to.read}, ${Math.max(to.read, to.delivered)})
    on conflict (workspace_id, chat_id, reader_id) do update set
      read_seq = greatest(p.read_seq, excluded.read_seq),
      delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq),
      updated_at = now()
    where p.read_seq < excluded.read_seq or p.delivered_seq < excluded.delivered_seq
    returning 1`);
  return rows.length > 0;
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
