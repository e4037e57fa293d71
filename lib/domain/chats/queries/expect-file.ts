import { z } from "zod";
import type { Caller } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { env } from "@/lib/env";
import { subscriberOf } from "@/lib/security/address";
import { largestFile } from "../file-limits";
import { toFileView } from "../files";
import { anyId, clientId } from "../input";
import { uploadedBefore } from "../uploads";
import type { FileView } from "../views";
import { findWritableChat } from "../writable-chat";

const megabyte = 1024 * 1024;

/** Anybody can become a customer, so they share what one address may upload. */
function keys({ actor, ip }: Caller): (string | null)[] {
  if (actor.kind === "member") return [actor.userId];
  return actor.kind === "customer" ? [actor.customerId, ip && `ip:${subscriberOf(ip)}`] : [];
}

/**
 * Asked before a file's first byte is read: whether the caller may upload it, and whether they have already.
 * @throws AppError NOT_FOUND, CONFLICT where nobody can write any more, RATE_LIMITED
 */
export const expectFile = query({
  name: "chats.expectFile",
  permission: "file:upload",
  input: z.object({
    chatId: anyId,
    fileId: clientId,
    /** As the sender says; the limit counts it before it came. */
    size: z.number().int().min(0).max(largestFile),
  }),
  rateLimit: [
    { points: () => env().UPLOADS_PER_HOUR, seconds: 3_600, keys },
    {
      points: () => env().UPLOAD_MEGABYTES_PER_HOUR,
      seconds: 3_600,
      keys,
      cost: ({ size }) => Math.max(1, Math.ceil(size / megabyte)),
    },
  ],
  async read(ctx, { chatId, fileId }): Promise<FileView | null> {
    await findWritableChat(ctx, chatId);
    const earlier = await uploadedBefore(ctx, chatId, fileId);
    return earlier ? toFileView(earlier) : null;
  },
});
