import { accountCaller } from "@/lib/auth/callers";
import { readBytes } from "@/lib/core/body";
import { runAccount } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { route } from "@/lib/core/route";
import { largestAvatarBytes, setAvatar } from "@/lib/domain/people/commands/set-avatar";

/** The picture as the whole body: whatever type it claims, its content decides. */
export const PUT = route("account.avatar", "cookies", async (request) => {
  const caller = await accountCaller();
  // Nobody's picture isn't worth reading.
  if (!caller.user) throw new AppError("UNAUTHENTICATED");
  return runAccount(setAvatar, caller, {
    picture: await readBytes(request, largestAvatarBytes, "picture"),
  });
});

export const DELETE = route("account.avatar", "cookies", async () =>
  runAccount(setAvatar, await accountCaller(), { picture: null }),
);
