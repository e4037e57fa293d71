import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { endSessions } from "../sessions";

/** Ends the session that asks. */
export const signOut = accountCommand({
  name: "people.signOut",
  permission: "own",
  input: z.object({}),
  async handle(ctx) {
    const { id, sessionId } = ctx.user!;
    await endSessions(ctx, id, { only: sessionId });
    await ctx.audit({ action: "session.signed_out", subjectType: "session", subjectId: sessionId });
  },
});
