import { eq } from "drizzle-orm";
import QRCode from "qrcode";
import { z } from "zod";
import { users } from "@/db/schema";
import { seal } from "@/lib/auth/encryption";
import { newTotpSecret, totpAddress } from "@/lib/auth/totp";
import { accountCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { ownUser } from "../find-user";
import { proof } from "../input";
import { ownSecrets } from "../limits";
import { requireSamePerson } from "../same-person";

/** A new secret for an authenticator app; nothing asks for codes before one was confirmed. */
export const startTotp = accountCommand({
  name: "people.startTotp",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object(proof),
  async handle(ctx, given) {
    const user = await ownUser(ctx);
    if (user.totpEnabledAt) throw conflict("totp_on");
    await requireSamePerson(ctx, user, given);
    const secret = newTotpSecret();
    await ctx.tx
      .update(users)
      .set({ totpSecret: seal(secret, "totp"), totpLastStep: null })
      .where(eq(users.id, user.id));
    const svg = await QRCode.toString(totpAddress(secret, user.email), { type: "svg", margin: 0 });
    return { secret, qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}` };
  },
});
