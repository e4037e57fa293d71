import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { recoveryCodes, userIdentities, users } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { accountQuery } from "@/lib/core/query";
import { avatarUrl } from "../avatar-url";
import { pendingEmail } from "../links";

/** What a person sees and changes on their own account's pages. */
export const getAccount = accountQuery({
  name: "people.getAccount",
  permission: "own",
  input: z.object({}),
  async read(ctx) {
    const id = ctx.user!.id;
    const [user] = await ctx.tx.select().from(users).where(eq(users.id, id));
    if (!user) throw new AppError("UNAUTHENTICATED");
    const identities = await ctx.tx
      .select({ provider: userIdentities.provider, label: userIdentities.label })
      .from(userIdentities)
      .where(eq(userIdentities.userId, id))
      .orderBy(asc(userIdentities.createdAt));
    const unused = and(eq(recoveryCodes.userId, id), isNull(recoveryCodes.usedAt));
    const { name, email, locale, timeZone, theme } = user;
    return {
      ...{ id, name, email, locale, timeZone, theme, identities },
      pendingEmail: await pendingEmail(ctx.tx, id),
      avatar: avatarUrl(user.avatarKey),
      shortcuts: shortcuts.parse(user.shortcuts),
      hasPassword: user.passwordHash !== null,
      totpEnabled: user.totpEnabledAt !== null,
      recoveryCodesLeft: await ctx.tx.$count(recoveryCodes, unused),
    };
  },
});

const shortcuts = z
  .object({ enabled: z.boolean(), keys: z.record(z.string(), z.string()) })
  .catch({ enabled: true, keys: {} });
