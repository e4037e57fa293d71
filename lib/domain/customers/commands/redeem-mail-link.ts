import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { chats, customers, customerTokens } from "@/db/schema";
import { hashToken } from "@/lib/auth/tokens";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { lastPublicAt } from "@/lib/domain/chats/last-public-at";
import { subscriberOf } from "@/lib/security/address";

const browserTokenDays = 365;

/**
 * Opens the conversation that a mail linked to, in another browser. The link came to the address, so the address
 * is verified by it. The browser brings a token of its own making; the link itself ends with its time.
 */
export const redeemMailLink = command({
  name: "customers.redeemMailLink",
  permission: "public",
  input: z.object({
    /** From the link's fragment. */
    link: z.string().min(20).max(100),
    /** 32 random bytes, base64url. */
    token: z.string().regex(/^[\w-]{43}$/),
  }),
  rateLimit: { points: 30, seconds: 600, keys: ({ ip }) => [`ip:${subscriberOf(ip)}`] },
  async handle(ctx, { link, token }): Promise<{ chatId: string | null }> {
    const { workspaceId } = ctx;
    const [found] = await ctx.tx
      .select({ customerId: customerTokens.customerId, inboxId: customerTokens.inboxId })
      .from(customerTokens)
      .where(
        and(
          eq(customerTokens.workspaceId, workspaceId),
          eq(customerTokens.tokenHash, hashToken(link)),
          eq(customerTokens.kind, "mail_link"),
          isNull(customerTokens.revokedAt),
          gt(customerTokens.expiresAt, sql`now()`),
        ),
      )
      // The address must stay the one that the link was mailed to until it is verified.
      .for("update");
    if (!found) throw conflict("link_invalid");
    await ctx.tx
      .insert(customerTokens)
      .values({
        workspaceId,
        id: newId(),
        ...found,
        kind: "browser",
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + browserTokenDays * 86_400_000),
      })
      .onConflictDoNothing();
    await ctx.tx
      .update(customers)
      .set({ emailVerifiedAt: sql`now()` })
      .where(
        and(
          eq(customers.workspaceId, workspaceId),
          eq(customers.id, found.customerId),
          isNull(customers.emailVerifiedAt),
          // Only one customer of an address can be the verified one; the others keep their conversations apart.
          sql`not exists (select from ${customers} other where other.workspace_id = ${workspaceId}
            and other.email = ${customers.email} and other.email_verified_at is not null)`,
        ),
      );
    const [latest] = await ctx.tx
      .select({ id: chats.id })
      .from(chats)
      .where(and(eq(chats.workspaceId, workspaceId), eq(chats.customerId, found.customerId)))
      .orderBy(sql`${lastPublicAt} desc nulls last`)
      .limit(1);
    return { chatId: latest?.id ?? null };
  },
});
