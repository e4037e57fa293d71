import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "../input";
import { takeBackUpload, uploadToken } from "../uploads";

/** As `removeFile`, before there is a conversation. */
export const removeFirstFile = command({
  name: "chats.removeFirstFile",
  permission: "support-chat:start",
  input: z.object({ token: uploadToken, fileId: anyId }),
  async handle(ctx, { token, fileId }): Promise<Record<string, never>> {
    await takeBackUpload(ctx, { token }, fileId);
    return {};
  },
});
