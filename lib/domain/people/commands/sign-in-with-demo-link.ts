import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { env } from "@/lib/env";
import { findUser } from "../find-user";
import { linkToken } from "../input";
import { byAddress } from "../limits";
import { deadLink, findLink } from "../links";
import { passFirstFactor } from "../sign-in";

/** Printed links of the demo's people work until the next start, and in demo mode only. @throws AppError NOT_FOUND */
export const signInWithDemoLink = accountCommand({
  name: "people.signInWithDemoLink",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({ token: linkToken }),
  async handle(ctx, { token }) {
    const link = env().FLOWRA_DEMO ? await findLink(ctx.tx, ["demo"], token) : null;
    const user = link?.userId ? await findUser(ctx.tx, link.userId) : null;
    if (!user || user.email !== link?.email) throw deadLink();
    return passFirstFactor(ctx, user, "demo");
  },
});
