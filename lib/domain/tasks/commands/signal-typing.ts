import { eq } from "drizzle-orm";
import { z } from "zod";
import { workspaces } from "@/db/schema";
import { command } from "@/lib/core/command";
import { actorId, type Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { type Chat, findChat } from "@/lib/domain/chats/policy";
import { channelName } from "@/lib/realtime/channel-names";
import { type Publication, publication, publish } from "@/lib/realtime/server";

const perMinute = {
  points: 40,
  seconds: 60,
  store: "process" as const,
  keys: ({ actor }: Pick<Context, "actor">) => [actorId(actor)],
};

/**
 * Tells the customer that a member is typing a reply. The server publishes it, since members are not in the
 * customers' channel; who types a note never calls this.
 */
export const signalTyping = command({
  name: "tasks.signalTyping",
  permission: "ticket:handle",
  input: z.object({ chatId: anyId }),
  rateLimit: perMinute,
  handle: (ctx, { chatId }) => tellOtherSide(ctx, chatId, true),
});

/**
 * Tells the members who have the ticket open that whoever asked types, or has stopped. The server publishes it, since
 * what they hear under ends with their access, and no customer may know how often it did.
 */
export const signalOwnTyping = command({
  name: "tasks.signalOwnTyping",
  permission: "support-chat:own",
  input: z.object({ chatId: anyId, typing: z.boolean().default(true) }),
  rateLimit: perMinute,
  handle: (ctx, { chatId, typing }) => tellOtherSide(ctx, chatId, typing),
});

async function tellOtherSide(ctx: Context, chatId: string, typing: boolean): Promise<Record<string, never>> {
  const { audience, chat } = await findChat(ctx, chatId);
  if (chat.kind !== "support") throw notFound();
  const news = await (audience === "members" ? memberTypes(ctx, chat) : customerTypes(ctx, chat, typing));
  // A hint: when it can't be sent, nothing is missing.
  ctx.afterCommit(() => publish([news]).catch(() => {}));
  return {};
}

function memberTypes({ actor, workspaceId }: Context, { chatId, accessEpoch }: Chat): Publication {
  if (actor.kind !== "member") throw forbidden();
  const channel = channelName.customerChat({ workspaceId, epoch: accessEpoch }, chatId);
  return publication("customerChat", channel, "member.typing", { name: actor.name });
}

async function customerTypes(
  { tx, workspaceId }: Context,
  { chatId, membersEpoch }: Chat,
  typing: boolean,
): Promise<Publication> {
  const [here] = await tx
    .select({ epoch: workspaces.accessEpoch })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  if (!here) throw notFound();
  const channel = channelName.chat({ workspaceId, epoch: here.epoch }, { id: chatId, membersEpoch });
  return publication("chat", channel, "customer.typing", { typing });
}
