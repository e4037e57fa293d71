import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import { conflict, invalid } from "@/lib/core/errors";
import { ownUser } from "../find-user";
import { typedCode } from "../input";
import { ownSecrets } from "../limits";
import { tellOfChange } from "../mail-later";
import { acceptTotp, replaceRecoveryCodes } from "../second-factor";

/** Asks for codes from now on, once the person has shown that their app makes the right ones. */
export const enableTotp = accountCommand({
  name: "people.enableTotp",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object({ code: typedCode }),
  async handle(ctx, { code }) {
    const user = await ownUser(ctx);
    if (user.totpEnabledAt) throw conflict("totp_on");
    if (!(await acceptTotp(ctx.tx, user, code))) throw invalid("code", "wrong_code");
    await ctx.tx.update(users).set({ totpEnabledAt: sql`now()` }).where(eq(users.id, user.id));
    const codes = await replaceRecoveryCodes(ctx.tx, user.id);
    await ctx.audit({ action: "second_factor.enabled", subjectType: "user", subjectId: user.id });
    tellOfChange(ctx, "secondFactorOn", user);
    return { codes };
  },
});
