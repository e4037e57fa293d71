import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { accountCommand } from "@/lib/core/command";
import { locale, personName, theme, timeZone } from "../input";

/** Name, language, time zone, theme and whether single-key shortcuts work; what is left out stays. */
export const updateProfile = accountCommand({
  name: "people.updateProfile",
  permission: "own",
  input: z.object({
    name: personName.optional(),
    locale: locale.optional(),
    timeZone: timeZone.optional(),
    theme: theme.optional(),
    shortcutsEnabled: z.boolean().optional(),
  }),
  async handle(ctx, { shortcutsEnabled, ...given }) {
    const shortcuts =
      shortcutsEnabled === undefined
        ? {}
        : { shortcuts: sql`${users.shortcuts} || ${JSON.stringify({ enabled: shortcutsEnabled })}::jsonb` };
    await ctx.tx
      .update(users)
      .set({ ...given, ...shortcuts, updatedAt: sql`now()` })
      .where(eq(users.id, ctx.user!.id));
    // The name is part of what is known about a caller.
    if (given.name) ctx.afterCommit(forgetAccess);
  },
});
