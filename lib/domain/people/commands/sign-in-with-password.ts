import { z } from "zod";
import { verifyPassword } from "@/lib/auth/passwords";
import { accountCommand } from "@/lib/core/command";
import { emailAddress } from "@/lib/core/input";
import { findUserByEmail } from "../find-user";
import { typedPassword } from "../input";
import { attempts } from "../limits";
import { passFirstFactor, refuse } from "../sign-in";

/** The first step of signing in. No account, no password and a wrong one look alike and take as long. */
export const signInWithPassword = accountCommand({
  name: "people.signInWithPassword",
  permission: "public",
  rateLimit: attempts,
  input: z.object({ email: emailAddress, password: typedPassword }),
  async handle(ctx, { email, password }) {
    const user = await findUserByEmail(ctx.tx, email);
    const right = await verifyPassword(user?.passwordHash, password);
    return user && right ? passFirstFactor(ctx, user, "password") : refuse(ctx, "password", user?.id);
  },
});
