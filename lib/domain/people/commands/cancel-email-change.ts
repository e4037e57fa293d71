import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { ownUser } from "../find-user";
import { endEmailChange } from "../links";

/** Takes a request for another address back: its link stops working. */
export const cancelEmailChange = accountCommand({
  name: "people.cancelEmailChange",
  permission: "own",
  input: z.object({}),
  async handle(ctx): Promise<Record<string, never>> {
    const user = await ownUser(ctx);
    const ended = await endEmailChange(ctx.tx, user.id);
    if (ended) await ctx.audit({ action: "email.change_cancelled", subjectType: "user", subjectId: user.id });
    return {};
  },
});
