import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { forgetAccess } from "@/lib/auth/access-cache";
import { accountCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { removeFile, storeFile } from "@/lib/storage/files";
import { pictureOf } from "@/lib/storage/picture";
import { avatarUrl } from "../avatar-url";
import { ownUser } from "../find-user";

export const largestAvatarBytes = 1024 * 1024;
const mostPixels = 2_048;
const endings = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" } as const;

/** A new picture, or none. @throws AppError INVALID naming `picture` */
export const setAvatar = accountCommand({
  name: "people.setAvatar",
  permission: "own",
  rateLimit: { points: 30, seconds: 3_600, keys: ({ user }) => [user?.id ?? null] },
  input: z.object({ picture: z.instanceof(Uint8Array).nullable() }),
  async handle(ctx, { picture }) {
    const user = await ownUser(ctx);
    const avatarKey = picture && (await store(picture));
    await ctx.tx.update(users).set({ avatarKey, updatedAt: sql`now()` }).where(eq(users.id, user.id));
    ctx.afterCommit(forgetAccess);
    const old = user.avatarKey;
    if (old) ctx.afterCommit(() => removeFile(old));
    return { avatar: avatarUrl(avatarKey) };
  },
});

async function store(picture: Uint8Array): Promise<string> {
  if (picture.length > largestAvatarBytes)
    throw invalid("picture", "too_large", { limit: largestAvatarBytes });
  const found = pictureOf(picture);
  if (!found) throw invalid("picture", "not_a_picture");
  const { type, width, height } = found;
  if (Math.min(width, height) < 1 || Math.max(width, height) > mostPixels) {
    throw invalid("picture", "too_many_pixels", { limit: mostPixels });
  }
  // Customers see the address, so it names a folder of its own and not the person.
  return storeFile("avatars", newId(), endings[type], picture);
}
