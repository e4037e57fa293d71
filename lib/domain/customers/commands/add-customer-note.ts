import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { customerNotes } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { customerNoteChanged } from "../events";
import { customerNoteBody } from "../input";
import { lockCustomer } from "../known-customers";
import { getNote } from "../notes";
import type { CustomerNote } from "../views";

/**
 * Notes something of a customer for the team. The same id again changes nothing, so that a resend is harmless.
 * @throws AppError NOT_FOUND; CONFLICT when the id is somebody else's or the customer was merged meanwhile
 */
export const addCustomerNote = command({
  name: "customers.addNote",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ customerId: anyId, noteId: z.guid(), body: customerNoteBody }),
  async handle(ctx, { customerId, noteId, body }): Promise<CustomerNote> {
    const { workspaceId } = ctx;
    const { userId } = memberActor(ctx);
    const { id } = await lockCustomer(ctx, customerId);
    const [made] = await ctx.tx
      .insert(customerNotes)
      .values({ workspaceId, id: noteId, customerId: id, authorUserId: userId, body })
      .onConflictDoNothing()
      .returning({ id: customerNotes.id });
    if (made) {
      ctx.emit(customerNoteChanged, id, { customerId: id, noteId, change: "added" });
      return getNote(ctx, noteId);
    }
    const [there] = await ctx.tx
      .select({ customerId: customerNotes.customerId, by: customerNotes.authorUserId })
      .from(customerNotes)
      .where(and(eq(customerNotes.workspaceId, workspaceId), eq(customerNotes.id, noteId)));
    if (there?.customerId !== id || there.by !== userId) throw conflict("note_id_in_use");
    return getNote(ctx, noteId);
  },
});
