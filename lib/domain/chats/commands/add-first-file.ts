import { z } from "zod";
import { command } from "@/lib/core/command";
import { toFileView } from "../files";
import { enterUpload, uploadInput, uploadToken } from "../uploads";
import type { FileView } from "../views";

/**
 * As `addFile`, before there is a conversation: whoever holds the token sends it with the message that begins one, and
 * is known from then on.
 */
export const addFirstFile = command({
  name: "chats.addFirstFile",
  permission: "support-chat:start",
  input: z.object({ token: uploadToken, ...uploadInput }),
  async handle(ctx, { token, ...upload }): Promise<{ file: FileView; isNew: boolean }> {
    const { row, isNew } = await enterUpload(ctx, { token }, upload);
    return { file: toFileView(row, "requester"), isNew };
  },
});
