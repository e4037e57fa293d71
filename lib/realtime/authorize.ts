import { eq } from "drizzle-orm";
import { workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { anyId } from "@/lib/domain/chats/input";
import { type ChatAccess, findChat } from "@/lib/domain/chats/policy";
import { memberAudiences } from "@/lib/domain/tasks/policy";
import { type ChannelKind, type ParsedChannel, parseChannel } from "./contract";

type Rule = (ctx: Context, channel: ParsedChannel) => Promise<boolean>;

/** Who may subscribe, by channel kind: the same policies as for reading. A kind without a rule does not compile. */
const rules = {
  chat: hearsChat,
  viewers: hearsChat,
  // Members hear entries on `chat`, whose name ends with their access; this one's doesn't.
  customerChat: async (ctx, channel) => {
    const found = await findNamed(ctx, channel);
    return found?.audience === "customers" && found.chat.accessEpoch === channel.epoch;
  },
  queue: async (ctx, channel) => {
    if (ctx.actor.kind !== "member" || !ctx.can("ticket:handle")) return false;
    const own = memberAudiences(ctx.actor).map((a) => (a.kind === "team" ? a.teamId : a.kind));
    return own.includes(channel.id) && (await currentEpoch(ctx, channel));
  },
  people: async (ctx, channel) => channel.id === "all" && (await currentEpoch(ctx, channel)),
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
  const found = await findNamed(ctx, channel);
  return found?.audience === "members" && found.chat.membersEpoch === channel.membersEpoch;
}

async function currentEpoch(ctx: Context, channel: ParsedChannel): Promise<boolean> {
  if (ctx.actor.kind !== "member") return false;
  const [row] = await ctx.tx
    .select({ epoch: workspaces.accessEpoch })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return row?.epoch === channel.epoch;
}

/** The chat that a channel is of, as far as the caller may see it. */
async function findNamed(ctx: Context, { id }: ParsedChannel): Promise<ChatAccess | null> {
  if (!anyId.safeParse(id).success) return null;
  try {
    return await findChat(ctx, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
