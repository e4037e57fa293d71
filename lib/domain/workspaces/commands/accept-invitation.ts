import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { subscriberOf } from "@/lib/security/address";
import { currentUser } from "../current-user";
import { invitationToken } from "../input";
import { joinByInvitation } from "../join-by-invitation";

/**
 * Makes the signed-in person a member, when the invitation is for their address.
 * @throws AppError NOT_FOUND; CONFLICT naming why the link doesn't work for them
 */
export const acceptInvitation = accountCommand({
  name: "workspaces.acceptInvitation",
  permission: "own",
  rateLimit: { points: 30, seconds: 600, keys: ({ user, ip }) => [user?.id ?? null, subscriberOf(ip)] },
  input: z.object({ token: invitationToken }),
  handle: async (ctx, { token }) => joinByInvitation(ctx, token, await currentUser(ctx)),
});
