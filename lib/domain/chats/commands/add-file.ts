import { z } from "zod";
import { command } from "@/lib/core/command";
import { toFileView } from "../files";
import { anyId } from "../input";
import { enterUpload, uploadInput } from "../uploads";
import type { FileView } from "../views";
import { findWritableChat, toldToOf } from "../writable-chat";

/**
 * Enters a file that lies in the store as an upload of the caller, to be sent with a message of the chat. Doing it again
 * with the same id gives the first result.
 * @returns `isNew`: whether it is this one that was entered; else what was stored now is nobody's
 */
export const addFile = command({
  name: "chats.addFile",
  permission: "file:upload",
  input: z.object({ chatId: anyId, ...uploadInput }),
  async handle(ctx, { chatId, ...upload }): Promise<{ file: FileView; isNew: boolean }> {
    const access = await findWritableChat(ctx, chatId);
    const { row, isNew } = await enterUpload(ctx, { chatId }, upload);
    return { file: toFileView(row, toldToOf(access)), isNew };
  },
});
