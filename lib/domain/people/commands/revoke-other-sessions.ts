import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { endSessions } from "../sessions";

/** Ends all of one's own sessions but the one that asks. */
export const revokeOtherSessions = accountCommand({
  name: "people.revokeOtherSessions",
  permission: "own",
  input: z.object({}),
  async handle(ctx) {
    const { id, sessionId } = ctx.user!;
    const ended = await endSessions(ctx, id, { except: sessionId });
    await ctx.audit({
      action: "session.others_revoked",
      subjectType: "user",
      subjectId: id,
      after: { ended },
    });
    return { ended };
  },
});
