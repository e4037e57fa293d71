import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { mayJoin } from "../authorize";
import { pusher } from "../server";

/** As the engine makes them; anything else must not get into what is signed. */
export const socketId = z
  .string()
  .max(64)
  .regex(/^\d+\.\d+$/);

const input = z.object({
  socketId,
  channel: z.string().max(200),
});

/** What pusher-js hands to the engine as proof. */
export type ChannelProof = { auth: string; channel_data?: string };

/** Lets a member's connection join a channel, if its rule allows. @throws AppError FORBIDDEN */
export const authorizeMemberChannel = query({
  name: "realtime.authorizeMemberChannel",
  permission: "workspace:read",
  input,
  read: authorize,
});

/** The same for a customer's connection. */
export const authorizeCustomerChannel = query({
  name: "realtime.authorizeCustomerChannel",
  permission: "support-chat:own",
  input,
  read: authorize,
});

async function authorize(ctx: Context, { socketId, channel }: z.output<typeof input>): Promise<ChannelProof> {
  if (!(await mayJoin(ctx, channel))) throw forbidden();
  if (!channel.startsWith("presence-") || ctx.actor.kind !== "member")
    return pusher().authorizeChannel(socketId, channel);
  const [self] = await ctx.tx
    .select({ name: users.name, avatarKey: users.avatarKey })
    .from(users)
    .where(eq(users.id, ctx.actor.userId));
  return pusher().authorizeChannel(socketId, channel, {
    user_id: ctx.actor.userId,
    user_info: { name: self?.name ?? ctx.actor.name, avatar: avatarUrl(self?.avatarKey ?? null) },
  });
}
