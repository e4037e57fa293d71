import { eq } from "drizzle-orm";
import { z } from "zod";
import { recoveryCodes, users } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { ownUser } from "../find-user";
import { proof } from "../input";
import { ownSecrets } from "../limits";
import { tellOfChange } from "../mail-later";
import { requireSamePerson } from "../same-person";

/** Signing in asks for no codes any more; the recovery codes go with them. */
export const disableTotp = accountCommand({
  name: "people.disableTotp",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object(proof),
  async handle(ctx, given) {
    const user = await ownUser(ctx);
    if (!user.totpEnabledAt) throw conflict("totp_off");
    await requireSamePerson(ctx, user, given);
    await ctx.tx
      .update(users)
      .set({ totpSecret: null, totpEnabledAt: null, totpLastStep: null })
      .where(eq(users.id, user.id));
    await ctx.tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user.id));
    await ctx.audit({ action: "second_factor.disabled", subjectType: "user", subjectId: user.id });
    tellOfChange(ctx, "secondFactorOff", user);
  },
});
