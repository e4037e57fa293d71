import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { ownUser } from "../find-user";
import { proof } from "../input";
import { ownSecrets } from "../limits";
import { requireSamePerson } from "../same-person";
import { replaceRecoveryCodes } from "../second-factor";

/** Ten new recovery codes; the old ones die. */
export const renewRecoveryCodes = accountCommand({
  name: "people.renewRecoveryCodes",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object(proof),
  async handle(ctx, given) {
    const user = await ownUser(ctx);
    if (!user.totpEnabledAt) throw conflict("totp_off");
    await requireSamePerson(ctx, user, given);
    const codes = await replaceRecoveryCodes(ctx.tx, user.id);
    await ctx.audit({ action: "recovery_codes.renewed", subjectType: "user", subjectId: user.id });
    return { codes };
  },
});
