import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { userIdentities } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import { conflict, notFound } from "@/lib/core/errors";
import { mailConfigured } from "@/lib/email/client";
import { ownUser } from "../find-user";
import { proof } from "../input";
import { ownSecrets } from "../limits";
import { requireSamePerson } from "../same-person";

/** @throws AppError CONFLICT `last_sign_in` when the person could not get in any more; NOT_FOUND */
export const unlinkProvider = accountCommand({
  name: "people.unlinkProvider",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object({ provider: z.enum(["oidc", "google", "github"]), ...proof }),
  async handle(ctx, { provider, ...given }) {
    const user = await ownUser(ctx);
    await requireSamePerson(ctx, user, given);
    const gone = await ctx.tx
      .delete(userIdentities)
      .where(and(eq(userIdentities.userId, user.id), eq(userIdentities.provider, provider)))
      .returning({ provider: userIdentities.provider });
    if (gone.length === 0) throw notFound();
    const left = await ctx.tx.$count(userIdentities, eq(userIdentities.userId, user.id));
    if (left === 0 && !user.passwordHash && !mailConfigured()) throw conflict("last_sign_in");
    await ctx.audit({
      action: "identity.unlinked",
      subjectType: "user",
      subjectId: user.id,
      after: { provider },
    });
  },
});
