import { z } from "zod";
import { query } from "@/lib/core/query";
import { requireRoom } from "@/lib/storage/files";
import { toFileView } from "../files";
import { uploadsPerHour } from "../rate-limits";
import { announcedFile, uploadedBefore, uploadToken } from "../uploads";
import type { FileView } from "../views";

/** As `expectFile`, before there is a conversation. @throws AppError RATE_LIMITED, UNAVAILABLE where the disk is full */
export const expectFirstFile = query({
  name: "chats.expectFirstFile",
  permission: "support-chat:start",
  input: z.object({ token: uploadToken, ...announcedFile }),
  rateLimit: uploadsPerHour,
  async read(ctx, { token, fileId, size }): Promise<FileView | null> {
    const earlier = await uploadedBefore(ctx, { token }, fileId);
    if (earlier) return toFileView(earlier, "requester");
    await requireRoom(size);
    return null;
  },
});
