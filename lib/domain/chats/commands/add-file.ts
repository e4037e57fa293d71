import { z } from "zod";
import { files } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { conflict, forbidden } from "@/lib/core/errors";
import { largestFile } from "../file-limits";
import { cleanFileName } from "../file-name";
import { toFileView } from "../files";
import { anyId, clientId } from "../input";
import { fileColumns, uploadedBefore } from "../uploads";
import type { FileView } from "../views";
import { findWritableChat } from "../writable-chat";

const count = z.number().int();

/**
 * Enters a file that lies in the store as an upload of the caller, to be sent with a message of the chat. Doing it again
 * with the same id gives the first result.
 * @returns `isNew`: whether it is this one that was entered; else what was stored now is nobody's
 */
export const addFile = command({
  name: "chats.addFile",
  permission: "file:upload",
  input: z.object({
    chatId: anyId,
    fileId: clientId,
    name: z.string().transform(cleanFileName),
    /** What the door has received, see `receiveFile`: never what a client says of it. */
    received: z.object({
      storageKey: z.string(),
      thumbnailKey: z.string().nullable(),
      contentType: z.string(),
      size: count.min(1).max(largestFile),
      width: count.nullable(),
      height: count.nullable(),
    }),
  }),
  async handle(ctx, { chatId, fileId, name, received }): Promise<{ file: FileView; isNew: boolean }> {
    const chat = await findWritableChat(ctx, chatId);
    const [added] = await ctx.tx
      .insert(files)
      .values({
        workspaceId: ctx.workspaceId,
        id: fileId,
        chatId: chat.chatId,
        name,
        ...received,
        ...uploaderOf(ctx),
      })
      .onConflictDoNothing({ target: [files.workspaceId, files.id] })
      .returning(fileColumns);
    if (added) return { file: toFileView(added), isNew: true };
    const earlier = await uploadedBefore(ctx, chatId, fileId);
    if (!earlier) throw conflict("file_id_in_use");
    return { file: toFileView(earlier), isNew: false };
  },
});

function uploaderOf({ actor }: Context) {
  if (actor.kind === "member") return { uploaderUserId: actor.userId };
  if (actor.kind === "customer") return { uploaderCustomerId: actor.customerId };
  throw forbidden();
}
