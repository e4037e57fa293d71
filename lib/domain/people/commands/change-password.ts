import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { ownUser } from "../find-user";
import { newPassword, proof } from "../input";
import { ownSecrets } from "../limits";
import { requireSamePerson } from "../same-person";
import { setPassword } from "../set-password";

/** A new password, or the first one; all other sessions end. */
export const changePassword = accountCommand({
  name: "people.changePassword",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object({ newPassword, ...proof }),
  async handle(ctx, { newPassword, ...given }) {
    const user = await ownUser(ctx);
    await requireSamePerson(ctx, user, given);
    await setPassword(ctx, user, newPassword, ctx.user?.sessionId);
  },
});
