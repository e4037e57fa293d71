import { z } from "zod";
import { accountCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { subscriberOf } from "@/lib/security/address";
import { findUser } from "../find-user";
import { typedCode } from "../input";
import { acceptCode } from "../second-factor";
import { challengedUser, enter, refuse } from "../sign-in";

/**
 * The second step: a code of the app or a recovery code, for whoever passed the first step in this browser.
 * @throws AppError UNAUTHENTICATED `challenge_over` when the first step is too long ago
 */
export const passSecondFactor = accountCommand({
  name: "people.passSecondFactor",
  permission: "public",
  // Of a million codes three are right at a time: these few attempts keep guessing hopeless.
  rateLimit: [
    { points: 8, seconds: 900, keys: (_, { challenge }) => [challengedUser(challenge)] },
    { points: 100, seconds: 900, keys: ({ ip }) => [subscriberOf(ip)] },
  ],
  input: z.object({ challenge: z.string().max(1_000), code: typedCode }),
  async handle(ctx, { challenge, code }) {
    const userId = challengedUser(challenge);
    const user = userId ? await findUser(ctx.tx, userId) : null;
    if (!user) throw new AppError("UNAUTHENTICATED", { reason: "challenge_over" });
    const method = await acceptCode(ctx.tx, user, code);
    return method ? enter(ctx, user, method) : refuse(ctx, "second_factor", user.id);
  },
});
