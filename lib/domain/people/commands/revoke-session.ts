import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { endSessions } from "../sessions";

/** Ends one of one's own sessions. @throws AppError NOT_FOUND, alike for somebody else's */
export const revokeSession = accountCommand({
  name: "people.revokeSession",
  permission: "own",
  input: z.object({ sessionId: anyId }),
  async handle(ctx, { sessionId }) {
    if ((await endSessions(ctx, ctx.user!.id, { only: sessionId })) === 0) throw notFound();
    await ctx.audit({ action: "session.revoked", subjectType: "session", subjectId: sessionId });
  },
});
