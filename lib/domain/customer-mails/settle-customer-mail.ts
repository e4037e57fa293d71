import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customerMails } from "@/db/schema";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";

/** Notes how sending a mail ended. */
export const settleCustomerMail = command({
  name: "customerMails.settle",
  permission: "system:work",
  input: z.object({
    mailId: anyId,
    providerId: z.string().nullable(),
    error: z.string().max(1_000).nullable(),
  }),
  async handle(ctx, { mailId, providerId, error }): Promise<Record<string, never>> {
    await ctx.tx
      .update(customerMails)
      .set({ status: error === null ? "sent" : "failed", providerId, error, settledAt: sql`now()` })
      .where(and(eq(customerMails.workspaceId, ctx.workspaceId), eq(customerMails.id, mailId)));
    return {};
  },
});
