import { receiveUpload, uploadIdOf } from "@/app/api/files/receive-upload";
import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { addFile } from "@/lib/domain/chats/commands/add-file";
import { removeFile } from "@/lib/domain/chats/commands/remove-file";
import { expectFile } from "@/lib/domain/chats/queries/expect-file";

type Params = { chatId: string };

/** Uploads a file for a message of the chat, see `receiveUpload`. */
export const PUT = route<Params>("chats.upload", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  return receiveUpload(request, {
    workspaceId: caller.workspaceId,
    expect: (file) => read(expectFile, caller, { chatId, ...file }),
    add: (file) => run(addFile, caller, { chatId, ...file }),
  });
});

/** Takes back an upload that was not sent. */
export const DELETE = route<Params>("chats.removeUpload", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  return run(removeFile, caller, { chatId, fileId: uploadIdOf(request) });
});
