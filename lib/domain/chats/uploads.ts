import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { files } from "@/db/schema";
import { hashToken } from "@/lib/auth/tokens";
import type { Context } from "@/lib/core/context";
import { AppError, conflict, forbidden } from "@/lib/core/errors";
import { discardFile, type ReceivedFile } from "@/lib/storage/received-file";
import type { FileRow } from "./entries";
import { largestFile, mostFiles } from "./file-limits";
import { cleanFileName } from "./file-name";
import { anyId, clientId } from "./input";

/** What a message takes along of what its author has uploaded, in this order. */
export const fileIds = z
  .array(anyId)
  .max(mostFiles)
  .transform((ids) => [...new Set(ids)])
  .default([]);

/** Files that the caller uploaded. */
export function ownUploads({ workspaceId, actor }: Context): SQL {
  const here = eq(files.workspaceId, workspaceId);
  if (actor.kind === "customer") return and(here, eq(files.uploaderCustomerId, actor.customerId))!;
  if (actor.kind === "member") return and(here, eq(files.uploaderUserId, actor.userId))!;
  return sql`false`;
}

/** As much of a file as its message shows. */
export const fileColumns = {
  workspaceId: files.workspaceId,
  id: files.id,
  name: files.name,
  contentType: files.contentType,
  size: files.size,
  width: files.width,
  height: files.height,
};

/** 32 random bytes, base64url, that a browser made: what is uploaded with it is for the first message of a conversation. */
export const uploadToken = z.string().regex(/^[\w-]{43}$/);

/** Which uploads are meant: the caller's own in a chat, or, before there is one, those of whoever holds a token. */
export type Holding = { chatId: string } | { token: string };

export function heldIn(ctx: Context, holding: Holding): SQL {
  if ("chatId" in holding) return and(ownUploads(ctx), eq(files.chatId, holding.chatId))!;
  return and(eq(files.workspaceId, ctx.workspaceId), eq(files.uploadTokenHash, hashToken(holding.token)))!;
}

/** What was uploaded there under this id. */
export async function uploadedBefore(
  ctx: Context,
  holding: Holding,
  fileId: string,
): Promise<FileRow | undefined> {
  const [row] = await ctx.tx
    .select(fileColumns)
    .from(files)
    .where(and(heldIn(ctx, holding), eq(files.id, fileId)));
  return row;
}

const count = z.number().int();

/** A file that is going to be uploaded. */
export const announcedFile = {
  fileId: clientId,
  /** As the sender says; the limit counts it before it came. */
  size: count.min(0).max(largestFile),
};

/** An upload that lies in the store. */
export const uploadInput = {
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
};

type NewUpload = { fileId: string; name: string; received: ReceivedFile };

/**
 * Enters an upload. Doing it again with the same id gives the first result.
 * @returns `isNew`: whether it is this one that was entered; else what was stored now is nobody's
 * @throws AppError CONFLICT when the id is another one's
 */
export async function enterUpload(
  ctx: Context,
  holding: Holding,
  { fileId, name, received }: NewUpload,
): Promise<{ row: FileRow; isNew: boolean }> {
  const holder =
    "chatId" in holding
      ? { chatId: holding.chatId, ...uploaderOf(ctx) }
      : { uploadTokenHash: hashToken(holding.token) };
  const [added] = await ctx.tx
    .insert(files)
    .values({ workspaceId: ctx.workspaceId, id: fileId, name, ...received, ...holder })
    .onConflictDoNothing({ target: [files.workspaceId, files.id] })
    .returning(fileColumns);
  if (added) return { row: added, isNew: true };
  const earlier = await uploadedBefore(ctx, holding, fileId);
  if (!earlier) throw conflict("file_id_in_use");
  return { row: earlier, isNew: false };
}

function uploaderOf({ actor }: Context) {
  if (actor.kind === "member") return { uploaderUserId: actor.userId };
  if (actor.kind === "customer") return { uploaderCustomerId: actor.customerId };
  throw forbidden();
}

/** Takes back an upload that was not sent. One that is gone already, or was sent, or is another's stays as it is. */
export async function takeBackUpload(ctx: Context, holding: Holding, fileId: string): Promise<void> {
  const [removed] = await ctx.tx
    .delete(files)
    .where(and(heldIn(ctx, holding), eq(files.id, fileId), isNull(files.messageId)))
    .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey });
  if (removed) ctx.afterCommit(() => discardFile(removed));
}

/**
 * Those of the files that were uploaded there and not sent yet. Ask before the message is looked for: who then finds
 * neither was refused, who finds the message sent it before.
 */
export async function findUploads(
  ctx: Context,
  holding: Holding,
  ids: readonly string[],
): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  const query = ctx.tx
    .select(fileColumns)
    .from(files)
    .where(and(heldIn(ctx, holding), inArray(files.id, [...ids]), isNull(files.messageId)));
  // Those of a chat are waited for at the chat, which whoever sends locks.
  const rows = await ("chatId" in holding ? query : query.orderBy(files.id).for("update"));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** What was uploaded with a token becomes the caller's own in the chat that has just begun. */
export async function adoptUploads(ctx: Context, chatId: string, found: readonly FileRow[]): Promise<void> {
  if (found.length === 0) return;
  await ctx.tx
    .update(files)
    .set({ chatId, ...uploaderOf(ctx), uploadTokenHash: null })
    .where(
      and(
        eq(files.workspaceId, ctx.workspaceId),
        inArray(
          files.id,
          found.map(({ id }) => id),
        ),
      ),
    );
}

/**
 * Puts files into a message that was just stored; in a follow-up's chat when the one that they were uploaded in is
 * closed. @throws AppError INVALID when somebody was quicker to send or remove one
 */
export async function sendUploads(
  ctx: Context,
  message: { chatId: string; id: string; files?: readonly FileRow[] },
): Promise<void> {
  const ids = (message.files ?? []).map(({ id }) => id);
  if (ids.length === 0) return;
  const sent = await ctx.tx.execute<{ id: string }>(sql`
    update files set message_id = ${message.id}::uuid, chat_id = ${message.chatId}::uuid, position = wanted.place - 1
    from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) with ordinality wanted (id, place)
    where ${ownUploads(ctx)} and ${files.id} = wanted.id::uuid and ${files.messageId} is null
    returning ${files.id}`);
  requireUploads(sent, ids);
}

/** @throws AppError INVALID naming each file that was not found: never uploaded, by others, elsewhere, sent, or gone */
export function requireUploads(
  found: readonly { id: string }[],
  ids: readonly string[],
  field = "fileIds",
): void {
  const fields = ids.flatMap((id, index) =>
    found.some((row) => row.id === id) ? [] : [{ field: `${field}.${index}`, problem: "unknown_file" }],
  );
  if (fields.length > 0) throw new AppError("INVALID", { fields });
}
