import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { files } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { FileRow } from "./entries";
import { mostFiles } from "./file-limits";
import { anyId } from "./input";

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

/** What the caller has uploaded in this chat under this id. */
export async function uploadedBefore(
  ctx: Context,
  chatId: string,
  fileId: string,
): Promise<FileRow | undefined> {
  const [row] = await ctx.tx
    .select(fileColumns)
    .from(files)
    .where(and(ownUploads(ctx), eq(files.chatId, chatId), eq(files.id, fileId)));
  return row;
}

/**
 * Those of the files that the author uploaded in this chat and has not sent yet. Ask before the message is looked for:
 * who then finds neither was refused, who finds the message sent it before.
 */
export async function findUploads(ctx: Context, chatId: string, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.tx
    .select(fileColumns)
    .from(files)
    .where(
      and(ownUploads(ctx), eq(files.chatId, chatId), inArray(files.id, [...ids]), isNull(files.messageId)),
    );
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
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
export function requireUploads(found: readonly { id: string }[], ids: readonly string[]): void {
  const fields = ids.flatMap((id, index) =>
    found.some((row) => row.id === id) ? [] : [{ field: `fileIds.${index}`, problem: "unknown_file" }],
  );
  if (fields.length > 0) throw new AppError("INVALID", { fields });
}
