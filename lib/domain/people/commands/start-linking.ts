import { z } from "zod";
import { seal } from "@/lib/auth/encryption";
import { accountCommand } from "@/lib/core/command";
import { ownUser } from "../find-user";
import { proof } from "../input";
import { ownSecrets } from "../limits";
import { requireSamePerson } from "../same-person";

/** How long somebody may take to sign in over there, in seconds. */
export const linkingSeconds = 600;

/** Permission, for this person and some minutes, to link an account of a provider. */
export const startLinking = accountCommand({
  name: "people.startLinking",
  permission: "own",
  rateLimit: ownSecrets,
  input: z.object({ provider: z.enum(["oidc", "google", "github"]), ...proof }),
  async handle(ctx, { provider, ...given }) {
    const user = await ownUser(ctx);
    await requireSamePerson(ctx, user, given);
    const until = Date.now() + linkingSeconds * 1000;
    return { permit: seal(JSON.stringify({ userId: user.id, provider, until }), "link-provider") };
  },
});
