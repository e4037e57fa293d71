import { and, eq, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import { messages } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { anyId } from "./input";

const mostMentions = 50;

/** The entry that a message answers. */
export const replyToId = anyId.optional();

/** Who is named in a message. Their names stand in its body, as `@Name`. */
export const mentions = z
  .array(z.object({ kind: z.enum(["member", "team"]), id: anyId }))
  .max(mostMentions)
  .optional();

/**
 * @param audience customers answer only what they see
 * @throws AppError INVALID alike for what doesn't exist, is elsewhere, is hidden from them, or was said by nobody
 */
export async function resolveReply(
  ctx: Context,
  chatId: string,
  id: string | undefined,
  audience: "members" | "customers",
): Promise<string | null> {
  if (!id) return null;
  const [row] = await ctx.tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chatId),
        eq(messages.id, id),
        ne(messages.kind, "event"),
        audience === "customers" ? isNotNull(messages.publicSeq) : undefined,
      ),
    );
  if (!row) throw invalid("replyToId", "unknown_message");
  return row.id;
}
