import { accountCaller } from "@/lib/auth/callers";
import { runAccount } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { route } from "@/lib/core/route";
import { largestAvatarBytes, setAvatar } from "@/lib/domain/people/commands/set-avatar";

/** The picture as the whole body: whatever type it claims, its content decides. */
export const PUT = route("account.avatar", "cookies", async (request) => {
  const size = Number(request.headers.get("content-length") ?? 0);
  if (size > largestAvatarBytes) throw invalid("picture", "too_large", { limit: largestAvatarBytes });
  return runAccount(setAvatar, await accountCaller(), {
    picture: new Uint8Array(await request.arrayBuffer()),
  });
});

export const DELETE = route("account.avatar", "cookies", async () =>
  runAccount(setAvatar, await accountCaller(), { picture: null }),
);
