import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { customerNotes, customers, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { forbidden, notFound } from "@/lib/core/errors";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { memberActor } from "@/lib/domain/workspaces/policy";
import { metCustomers } from "./known-customers";
import type { CustomerNote } from "./views";

const mostNotes = 200;

/** What members have noted of these customers, newest first. */
export const notesOf = (ctx: Context, customerIds: string[]): Promise<CustomerNote[]> =>
  selectNotes(ctx, inArray(customerNotes.customerId, customerIds));

/** @throws AppError NOT_FOUND */
export async function getNote(ctx: Context, noteId: string): Promise<CustomerNote> {
  const [note] = await selectNotes(ctx, eq(customerNotes.id, noteId));
  if (!note) throw notFound();
  return note;
}

async function selectNotes(ctx: Context, which: SQL): Promise<CustomerNote[]> {
  const { actor } = ctx;
  const rows = await ctx.tx
    .select({
      id: customerNotes.id,
      body: customerNotes.body,
      author: { id: users.id, name: users.name, avatar: users.avatarKey },
      at: customerNotes.createdAt,
      editedAt: customerNotes.editedAt,
    })
    .from(customerNotes)
    .innerJoin(users, eq(users.id, customerNotes.authorUserId))
    .where(and(eq(customerNotes.workspaceId, ctx.workspaceId), isNull(customerNotes.deletedAt), which))
    .orderBy(desc(customerNotes.createdAt), desc(customerNotes.id))
    .limit(mostNotes);
  return rows.map(({ author, at, editedAt, ...note }) => ({
    ...note,
    author: { ...author, avatar: avatarUrl(author.avatar) },
    own: actor.kind === "member" && actor.userId === author.id,
    at: at.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
  }));
}

/**
 * The caller's own note, deleted or not, locked until the transaction ends.
 * @throws AppError NOT_FOUND unless they meet its customer; FORBIDDEN for somebody else's
 */
export async function lockOwnNote(ctx: Context, noteId: string) {
  const [row] = await ctx.tx
    .select({
      id: customerNotes.id,
      customerId: customerNotes.customerId,
      authorUserId: customerNotes.authorUserId,
      body: customerNotes.body,
      deleted: sql<boolean>`${customerNotes.deletedAt} is not null`,
    })
    .from(customerNotes)
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, customerNotes.workspaceId), eq(customers.id, customerNotes.customerId)),
    )
    .where(
      and(eq(customerNotes.workspaceId, ctx.workspaceId), eq(customerNotes.id, noteId), metCustomers(ctx)),
    )
    .for("update", { of: customerNotes });
  const mine = row?.authorUserId === memberActor(ctx).userId;
  // Of what somebody else has deleted nobody learns.
  if (!row || (row.deleted && !mine)) throw notFound();
  if (!mine) throw forbidden();
  return row;
}
