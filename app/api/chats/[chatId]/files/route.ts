import { chatCaller } from "@/lib/auth/chat-caller";
import { readParts } from "@/lib/core/body";
import { run } from "@/lib/core/command";
import { Reply } from "@/lib/core/door";
import { invalid } from "@/lib/core/errors";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { addFile } from "@/lib/domain/chats/commands/add-file";
import { removeFile } from "@/lib/domain/chats/commands/remove-file";
import { largestFile } from "@/lib/domain/chats/file-limits";
import { expectFile } from "@/lib/domain/chats/queries/expect-file";
import { discardFile, receiveFile } from "@/lib/storage/received-file";

type Params = { chatId: string };

/**
 * Uploads a file, the whole body being its bytes and nothing else; `?id=` and `?name=` say what it is called. It is shown
 * to nobody until a message takes it along. The same id again answers with what was stored first, unread.
 */
export const PUT = route<Params>("chats.upload", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const query = new URL(request.url).searchParams;
  const [fileId, name] = [query.get("id") ?? "", query.get("name") ?? ""];
  const declared = request.headers.get("content-length");
  // A length that isn't told may be any.
  const size = declared === null ? largestFile : Number(declared);
  if (size === 0) throw invalid("file", "empty_file");
  if (size > largestFile) throw invalid("file", "too_large", { limit: largestFile });
  const earlier = await read(expectFile, caller, { chatId, fileId, size });
  if (earlier) return { file: earlier };
  const received = await receiveFile(caller.workspaceId, readParts(request, largestFile, "file"));
  let kept = false;
  try {
    if (received.size === 0) throw invalid("file", "empty_file");
    const { file, isNew } = await run(addFile, caller, { chatId, fileId, name, received });
    kept = isNew;
    return new Reply({ file }, isNew ? 201 : 200);
  } finally {
    if (!kept) await discardFile(received);
  }
});

/** Takes back an upload that was not sent. */
export const DELETE = route<Params>("chats.removeUpload", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  return run(removeFile, caller, { chatId, fileId: new URL(request.url).searchParams.get("id") ?? "" });
});
