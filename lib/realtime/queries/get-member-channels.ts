import { eq } from "drizzle-orm";
import { z } from "zod";
import { workspaces } from "@/db/schema";
import { forbidden, notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { memberAudiences } from "@/lib/domain/tasks/policy";
import { channelName } from "../channel-names";
import type { MemberChannels } from "../contract";
import { realtimeSettings } from "../server";

/** A member's standing subscriptions and how to connect. */
export const getMemberChannels = query({
  name: "realtime.getMemberChannels",
  permission: "workspace:read",
  input: z.object({}),
  async read(ctx): Promise<MemberChannels> {
    const { actor, workspaceId } = ctx;
    if (actor.kind !== "member") throw forbidden();
    const [row] = await ctx.tx
      .select({ epoch: workspaces.accessEpoch })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId));
    if (!row) throw notFound();
    const address = { workspaceId, epoch: row.epoch };
    return {
      settings: realtimeSettings(),
      workspaceId,
      epoch: row.epoch,
      userId: actor.userId,
      user: channelName.user(address, actor.userId),
      queues: ctx.can("ticket:handle")
        ? memberAudiences(actor).map((audience) => channelName.queue(address, audience))
        : [],
    };
  },
});
