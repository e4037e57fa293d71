import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "../input";
import { takeBackUpload } from "../uploads";

/** Takes back an own upload that was not sent. One that is gone already, or was sent, or is another's stays as it is. */
export const removeFile = command({
  name: "chats.removeFile",
  permission: "file:upload",
  input: z.object({ chatId: anyId, fileId: anyId }),
  async handle(ctx, { chatId, fileId }): Promise<Record<string, never>> {
    await takeBackUpload(ctx, { chatId }, fileId);
    return {};
  },
});
