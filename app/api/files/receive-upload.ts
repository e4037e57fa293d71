import { readParts } from "@/lib/core/body";
import { type DoorRequest, Reply } from "@/lib/core/door";
import { invalid } from "@/lib/core/errors";
import { largestFile } from "@/lib/domain/chats/file-limits";
import type { FileView } from "@/lib/domain/chats/views";
import { discardFile, type ReceivedFile, receiveFile } from "@/lib/storage/received-file";

type Announced = { fileId: string; size: number };
type Received = { fileId: string; name: string; received: ReceivedFile };

type Upload = {
  workspaceId: string;
  /** Whether it may be uploaded; what was stored under its id before. */
  expect(file: Announced): Promise<FileView | null>;
  add(file: Received): Promise<{ file: FileView; isNew: boolean }>;
};

/**
 * Receives a file, the whole body being its bytes and nothing else; `?id=` and `?name=` say what it is called. It is shown
 * to nobody until a message takes it along. The same id again answers with what was stored first, unread.
 */
export async function receiveUpload(
  request: DoorRequest,
  { workspaceId, expect, add }: Upload,
): Promise<Reply> {
  const name = new URL(request.url).searchParams.get("name") ?? "";
  const fileId = uploadIdOf(request);
  const declared = request.headers.get("content-length");
  // A length that isn't told may be any.
  const size = declared === null ? largestFile : Number(declared);
  if (size === 0) throw invalid("file", "empty_file");
  if (size > largestFile) throw invalid("file", "too_large", { limit: largestFile });
  const earlier = await expect({ fileId, size });
  if (earlier) return new Reply({ file: earlier });
  const received = await receiveFile(workspaceId, readParts(request, largestFile, "file"));
  let kept = false;
  try {
    if (received.size === 0) throw invalid("file", "empty_file");
    const { file, isNew } = await add({ fileId, name, received });
    kept = isNew;
    return new Reply({ file }, isNew ? 201 : 200);
  } finally {
    if (!kept) await discardFile(received);
  }
}

/** Which upload an address means. */
export const uploadIdOf = (request: DoorRequest): string => new URL(request.url).searchParams.get("id") ?? "";
