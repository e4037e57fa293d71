import { sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { accountCommand, withinAccount } from "@/lib/core/command";
import { emailAddress, line } from "@/lib/core/input";
import { createWorkspace } from "@/lib/domain/workspaces/commands/create-workspace";
import { linkToken, locale, newPassword, personName, timeZone } from "../input";
import { byAddress } from "../limits";
import { deadLink, spendLink } from "../links";
import { makeUser } from "../make-user";
import { allowedPassword } from "../set-password";

/**
 * The first account and its workspace, by the link that the first start prints.
 * @throws AppError NOT_FOUND `link_dead`, also once there is somebody; INVALID naming the field
 */
export const completeSetup = accountCommand({
  name: "people.completeSetup",
  permission: "public",
  rateLimit: byAddress,
  input: z.object({
    token: linkToken,
    name: personName,
    email: emailAddress,
    password: newPassword,
    workspace: line(80),
    timeZone,
    locale,
  }),
  async handle(ctx, { token, workspace, ...person }) {
    await spendLink(ctx.tx, "setup", token);
    // Until the commit nobody else becomes the first one, whatever way they come.
    await ctx.tx.execute(sql`lock table ${users} in share row exclusive mode`);
    if ((await ctx.tx.$count(users)) > 0) throw deadLink();
    const { name, email, timeZone, locale } = person;
    const passwordHash = await allowedPassword(person.password, person);
    // Whoever reads the server's console answers for the address.
    const user = await makeUser(ctx, {
      name,
      email,
      timeZone,
      locale,
      passwordHash,
      emailVerifiedAt: new Date(),
    });
    const asUser = { ...ctx, user: { id: user!.id, sessionId: "" } };
    const { slug } = await withinAccount(createWorkspace, asUser, { name: workspace, timeZone });
    return { email, workspace: slug };
  },
});
