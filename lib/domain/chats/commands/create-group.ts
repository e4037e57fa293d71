import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict, forbidden } from "@/lib/core/errors";
import { chatTitle, clientId, people } from "../input";
import { addParticipants, inLine, requireMembers } from "../participants";
import { postEvent } from "../post-entry";

/**
 * Starts a chat with several members; who makes it owns it. The browser makes its id, so that asking twice makes one.
 * @throws AppError INVALID naming `userIds`; CONFLICT when the id is somebody else's chat
 */
export const createGroup = command({
  name: "chats.createGroup",
  permission: "chat:use",
  input: z.object({ chatId: clientId, title: chatTitle.nullable().default(null), userIds: people }),
  rateLimit: {
    points: 60,
    seconds: 600,
    keys: ({ actor }) => [actor.kind === "member" ? actor.userId : null],
  },
  async handle(ctx, { chatId, title, userIds }): Promise<{ chatId: string; isNew: boolean }> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { workspaceId } = ctx;
    const me = ctx.actor.userId;
    const [known] = await ctx.tx
      .select({ kind: chats.kind, createdBy: chats.createdBy })
      .from(chats)
      .where(and(eq(chats.workspaceId, workspaceId), eq(chats.id, chatId)));
    if (known && (known.kind !== "group" || known.createdBy !== me)) throw conflict("chat_id_in_use");
    if (known) return { chatId, isNew: false };
    const others = await requireMembers(
      ctx,
      userIds.filter((id) => id !== me),
    );
    await ctx.tx.insert(chats).values({ workspaceId, id: chatId, kind: "group", title, createdBy: me });
    await addParticipants(ctx, chatId, [
      { userId: me, chatRole: "owner" },
      ...others.map(({ id }) => ({ userId: id, chatRole: "member" as const })),
    ]);
    await postEvent(ctx, chatId, { name: "chat_created", ...inLine(others) });
    return { chatId, isNew: true };
  },
});
