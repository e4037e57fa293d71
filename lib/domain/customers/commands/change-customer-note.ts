import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customerNotes } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { customerNoteChanged } from "../events";
import { customerNoteBody } from "../input";
import { getNote, lockOwnNote } from "../notes";
import type { CustomerNote } from "../views";

/** @throws AppError NOT_FOUND; FORBIDDEN for somebody else's note */
export const editCustomerNote = command({
  name: "customers.editNote",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ noteId: anyId, body: customerNoteBody }),
  async handle(ctx, { noteId, body }): Promise<CustomerNote> {
    const note = await lockOwnNote(ctx, noteId);
    if (note.deleted) throw notFound();
    if (note.body !== body) await change(ctx, note, "edited", { body, editedAt: sql`now()` });
    return getNote(ctx, noteId);
  },
});

/** `restoreCustomerNote` takes it back. @throws AppError NOT_FOUND; FORBIDDEN for somebody else's note */
export const deleteCustomerNote = command({
  name: "customers.deleteNote",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ noteId: anyId }),
  async handle(ctx, { noteId }): Promise<void> {
    const note = await lockOwnNote(ctx, noteId);
    if (!note.deleted) await change(ctx, note, "deleted", { deletedAt: sql`now()` });
  },
});

/** @throws AppError NOT_FOUND for anything but one's own note */
export const restoreCustomerNote = command({
  name: "customers.restoreNote",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ noteId: anyId }),
  async handle(ctx, { noteId }): Promise<CustomerNote> {
    const note = await lockOwnNote(ctx, noteId);
    if (note.deleted) await change(ctx, note, "restored", { deletedAt: null });
    return getNote(ctx, noteId);
  },
});

type Columns = Parameters<ReturnType<Context["tx"]["update"]>["set"]>[0];

async function change(
  ctx: Context,
  note: { id: string; customerId: string },
  change: "edited" | "deleted" | "restored",
  values: Columns,
): Promise<void> {
  await ctx.tx
    .update(customerNotes)
    .set(values)
    .where(and(eq(customerNotes.workspaceId, ctx.workspaceId), eq(customerNotes.id, note.id)));
  ctx.emit(customerNoteChanged, note.customerId, { customerId: note.customerId, noteId: note.id, change });
}
