import { and, eq } from "drizzle-orm";
import { chats, workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { findSupportChat, memberAudiences } from "@/lib/domain/tasks/policy";
import { type ChannelKind, type ParsedChannel, parseChannel } from "./contract";

type Rule = (ctx: Context, channel: ParsedChannel) => Promise<boolean>;

/** Who may subscribe, by channel kind: the same policies as for reading. A kind without a rule does not compile. */
const rules = {
  chat: hearsChat,
  viewers: hearsChat,
  // Members hear entries on `chat`, whose name ends with their access; this one's doesn't.
  customerChat: async (ctx, channel) =>
    (await chatEpoch(ctx, channel)) && (await seesChatAs(ctx, channel, "customers")),
  customerTyping: async (ctx, channel) =>
    (await chatEpoch(ctx, channel)) &&
    ((await seesChatAs(ctx, channel, "customers")) || (await seesChatAs(ctx, channel, "members"))),
  queue: async (ctx, channel) => {
    if (ctx.actor.kind !== "member" || !ctx.can("ticket:handle")) return false;
    const own = memberAudiences(ctx.actor).map((a) => (a.kind === "team" ? a.teamId : a.kind));
    return own.includes(channel.id) && (await currentEpoch(ctx, channel));
  },
  user: async (ctx, channel) =>
    ctx.actor.kind === "member" && ctx.actor.userId === channel.id && (await currentEpoch(ctx, channel)),
} satisfies Record<ChannelKind, Rule>;

/** Whether the caller may subscribe to a channel; unknown names, other workspaces and past epochs are refused. */
export async function mayJoin(ctx: Context, channelName: string): Promise<boolean> {
  const channel = parseChannel(channelName);
  if (!channel || channel.workspaceId !== ctx.workspaceId) return false;
  return rules[channel.kind](ctx, channel);
}

async function hearsChat(ctx: Context, channel: ParsedChannel): Promise<boolean> {
  if (!(await currentEpoch(ctx, channel))) return false;
  const epochs = await chatEpochs(ctx, channel);
  return epochs?.members === channel.membersEpoch && (await seesChatAs(ctx, channel, "members"));
}

async function currentEpoch(ctx: Context, channel: ParsedChannel): Promise<boolean> {
  if (ctx.actor.kind !== "member") return false;
  const [row] = await ctx.tx
    .select({ epoch: workspaces.accessEpoch })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return row?.epoch === channel.epoch;
}

async function chatEpoch(ctx: Context, channel: ParsedChannel): Promise<boolean> {
  return (await chatEpochs(ctx, channel))?.customers === channel.epoch;
}

async function chatEpochs(ctx: Context, channel: ParsedChannel) {
  if (!anyId.safeParse(channel.id).success) return undefined;
  const [row] = await ctx.tx
    .select({ customers: chats.accessEpoch, members: chats.membersEpoch })
    .from(chats)
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, channel.id)));
  return row;
}

async function seesChatAs(
  ctx: Context,
  channel: ParsedChannel,
  audience: "members" | "customers",
): Promise<boolean> {
  if (!anyId.safeParse(channel.id).success) return false;
  try {
    return (await findSupportChat(ctx, channel.id)).audience === audience;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}
