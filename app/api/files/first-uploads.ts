import { run } from "@/lib/core/command";
import type { Caller } from "@/lib/core/context";
import type { DoorRequest, Reply } from "@/lib/core/door";
import { read } from "@/lib/core/query";
import { addFirstFile } from "@/lib/domain/chats/commands/add-first-file";
import { removeFirstFile } from "@/lib/domain/chats/commands/remove-first-file";
import { expectFirstFile } from "@/lib/domain/chats/queries/expect-first-file";
import { uploadTokenHeader } from "@/lib/upload-token-header";
import { receiveUpload, uploadIdOf } from "./receive-upload";

/** Uploads a file for the message that begins a conversation, see `receiveUpload`. */
export function receiveFirstUpload(request: DoorRequest, caller: Caller): Promise<Reply> {
  const token = tokenOf(request);
  return receiveUpload(request, {
    workspaceId: caller.workspaceId,
    expect: (file) => read(expectFirstFile, caller, { token, ...file }),
    add: (file) => run(addFirstFile, caller, { token, ...file }),
  });
}

/** Takes such an upload back. */
export const removeFirstUpload = (request: DoorRequest, caller: Caller) =>
  run(removeFirstFile, caller, { token: tokenOf(request), fileId: uploadIdOf(request) });

const tokenOf = (request: DoorRequest) => request.headers.get(uploadTokenHeader) ?? "";
