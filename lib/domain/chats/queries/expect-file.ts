import { z } from "zod";
import { query } from "@/lib/core/query";
import { requireRoom } from "@/lib/storage/files";
import { toFileView } from "../files";
import { anyId } from "../input";
import { uploadsPerHour } from "../rate-limits";
import { announcedFile, uploadedBefore } from "../uploads";
import type { FileView } from "../views";
import { findWritableChat, toldToOf } from "../writable-chat";

/**
 * Asked before a file's first byte is read: whether the caller may upload it, and whether they have already.
 * @throws AppError NOT_FOUND, CONFLICT where nobody can write any more, RATE_LIMITED, UNAVAILABLE where the disk is full
 */
export const expectFile = query({
  name: "chats.expectFile",
  permission: "file:upload",
  input: z.object({ chatId: anyId, ...announcedFile }),
  rateLimit: uploadsPerHour,
  async read(ctx, { chatId, fileId, size }): Promise<FileView | null> {
    const access = await findWritableChat(ctx, chatId);
    const earlier = await uploadedBefore(ctx, { chatId }, fileId);
    if (earlier) return toFileView(earlier, toldToOf(access));
    await requireRoom(size);
    return null;
  },
});
