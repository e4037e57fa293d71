import type { FileHandle } from "node:fs/promises";
import { create as contentDisposition } from "content-disposition";
import { memberCallerIn } from "@/lib/auth/callers";
import { systemCaller } from "@/lib/core/context";
import type { DoorRequest } from "@/lib/core/door";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/query";
import { getSharedFile, getStoredFile, type StoredFile } from "@/lib/domain/chats/queries/get-stored-file";
import { type FilePart, placeOfAddress, type ToldTo } from "@/lib/storage/file-address";
import { openStoredFile } from "@/lib/storage/files";
import { byteRange } from "./byte-range";

/**
 * Answers with a file that somebody uploaded, to whom its signed address was told: members as long as they see its chat;
 * customers have no session, and a framed page no cookie. Whatever it is, it is saved and never opened here; only what is
 * known to be an image is called one, so that pages can show it.
 */
export async function serveFile(request: DoorRequest, fileId: string, part: FilePart): Promise<Response> {
  const place = placeOfAddress(fileId, part, new URL(request.url).searchParams);
  const stored = place && (await findStored(request, fileId, place));
  const key = stored && (part === "thumbnail" ? stored.thumbnailKey : stored.storageKey);
  const file = key ? await openStoredFile(key) : null;
  if (!stored || !file) throw notFound();
  return answer(request, file, {
    ...safeHeaders,
    etag: `"${fileId}"`,
    "content-type": part === "thumbnail" ? "image/webp" : typeShown(stored),
    "content-disposition": part === "thumbnail" ? "inline" : contentDisposition(stored.name),
  });
}

type Place = { workspaceId: string; toldTo: ToldTo };

async function findStored(request: DoorRequest, fileId: string, { workspaceId, toldTo }: Place) {
  if (toldTo === "requester") return read(getStoredFile, systemCaller(workspaceId, "files"), { fileId });
  return read(getSharedFile, await memberCallerIn(workspaceId, request), { fileId });
}

const safeHeaders = {
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "private, max-age=86400, immutable",
  "accept-ranges": "bytes",
};

/** What has a thumbnail was decoded as one of the few kinds of image that can do nothing but be shown. */
const typeShown = ({ contentType, thumbnailKey }: StoredFile) =>
  thumbnailKey ? contentType : "application/octet-stream";

async function answer(
  request: DoorRequest,
  file: FileHandle,
  headers: Record<string, string>,
): Promise<Response> {
  const { size } = await file.stat();
  const range = byteRange(request.headers, size, headers.etag);
  if (range === "unsatisfiable") {
    await file.close();
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const told = { ...headers, "content-length": String(end - start + 1) };
  if (request.method === "HEAD") {
    await file.close();
    return new Response(null, { headers: told });
  }
  const body = partOf(file, start, end);
  if (!range) return new Response(body, { headers: told });
  return new Response(body, {
    status: 206,
    headers: { ...told, "content-range": `bytes ${start}-${end}/${size}` },
  });
}

const pieceBytes = 64 * 1024;

/** Reads as fast as it is fetched. (Node's own adapter of its streams fails on one that is broken off.) */
function partOf(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(to) {
        const piece = new Uint8Array(Math.min(pieceBytes, end + 1 - at));
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        if (bytesRead === 0) throw new Error("A stored file is shorter than it was.");
        at += bytesRead;
        to.enqueue(piece.subarray(0, bytesRead));
        if (at <= end) return;
        to.close();
        await file.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}
