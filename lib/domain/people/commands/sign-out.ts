import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { closeSession } from "../sessions";

/** Ends the session that asks. */
export const signOut = accountCommand({
  name: "people.signOut",
  permission: "own",
  input: z.object({}),
  async handle(ctx) {
    const own = ctx.user!;
    await closeSession(ctx, own);
    await ctx.audit({ action: "session.signed_out", subjectType: "session", subjectId: own.sessionId });
  },
});
