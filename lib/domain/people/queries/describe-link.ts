import { z } from "zod";
import { accountTokenPurposes, users } from "@/db/schema";
import { accountQuery } from "@/lib/core/query";
import { findUser } from "../find-user";
import { linkToken } from "../input";
import { byAddress } from "../limits";
import { findLink, type LinkPurpose } from "../links";

export type LinkView = { purpose: LinkPurpose; email: string | null; name: string | null };

/** What a link would do, for the page with its button, or null for one that does nothing. Looking uses nothing up. */
export const describeLink = accountQuery({
  name: "people.describeLink",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({ token: z.string().max(200), purposes: z.array(z.enum(accountTokenPurposes)).min(1) }),
  async read(ctx, { token, purposes }): Promise<LinkView | null> {
    if (!linkToken.safeParse(token).success) return null;
    const link = await findLink(ctx.tx, purposes, token);
    if (!link || (link.purpose === "setup" && (await ctx.tx.$count(users)) > 0)) return null;
    const user = link.userId ? await findUser(ctx.tx, link.userId) : null;
    return { purpose: link.purpose, email: link.email, name: user?.name ?? null };
  },
});
