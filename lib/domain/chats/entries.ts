import { and, asc, desc, eq, gt, inArray, isNotNull, lt, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, messages, users } from "@/db/schema";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { CustomerEntry, EventLine, MemberEntry } from "./views";

const columns = {
  id: messages.id,
  chatId: messages.chatId,
  seq: messages.seq,
  publicSeq: messages.publicSeq,
  rev: messages.rev,
  publicRev: messages.publicRev,
  kind: messages.kind,
  userId: messages.authorUserId,
  userName: users.name,
  userAvatar: users.avatarKey,
  customerId: messages.authorCustomerId,
  customerName: customers.name,
  body: messages.body,
  event: messages.event,
  createdAt: messages.createdAt,
  deletedAt: messages.deletedAt,
};

export type EntryRow = Awaited<ReturnType<typeof selectEntries>>[number];

function selectEntries(tx: Transaction, where: SQL | undefined, order: SQL[], limit: number) {
  return tx
    .select(columns)
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorUserId))
    .leftJoin(
      customers,
      and(eq(customers.workspaceId, messages.workspaceId), eq(customers.id, messages.authorCustomerId)),
    )
    .where(where)
    .orderBy(...order)
    .limit(limit);
}

type Place = { workspaceId: string; chatId: string; audience: "members" | "customers" };

const inChat = ({ workspaceId, chatId, audience }: Place) =>
  and(
    eq(messages.workspaceId, workspaceId),
    eq(messages.chatId, chatId),
    audience === "customers" ? isNotNull(messages.publicSeq) : undefined,
  );

/** The newest entries, or those before one, oldest first. */
export async function windowBefore(
  tx: Transaction,
  place: Place,
  beforeSeq: number | null,
  limit: number,
): Promise<{ rows: EntryRow[]; hasOlder: boolean }> {
  const seq = place.audience === "customers" ? messages.publicSeq : messages.seq;
  const before = beforeSeq === null ? undefined : lt(seq, beforeSeq);
  const rows = await selectEntries(tx, and(inChat(place), before), [desc(seq)], limit + 1);
  return { rows: rows.slice(0, limit).reverse(), hasOlder: rows.length > limit };
}

/** What changed after a revision, in the order of change. */
export async function changedAfter(
  tx: Transaction,
  place: Place,
  rev: number,
  limit: number,
): Promise<{ rows: EntryRow[]; more: boolean }> {
  const column = place.audience === "customers" ? messages.publicRev : messages.rev;
  const rows = await selectEntries(tx, and(inChat(place), gt(column, rev)), [asc(column)], limit + 1);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** Entries by id, for those who publish what was committed. */
export function entriesById(tx: Transaction, workspaceId: string, ids: string[]): Promise<EntryRow[]> {
  const where = and(eq(messages.workspaceId, workspaceId), inArray(messages.id, ids));
  return selectEntries(tx, where, [asc(messages.seq)], ids.length);
}

export function toMemberEntry(row: EntryRow): MemberEntry {
  return {
    id: row.id,
    seq: row.seq,
    publicSeq: row.publicSeq,
    rev: row.rev,
    kind: row.kind,
    author: memberAuthor(row),
    body: row.deletedAt ? "" : row.body,
    event: row.event as EventLine | null,
    at: row.createdAt.toISOString(),
    deleted: row.deletedAt !== null,
  };
}

function memberAuthor(row: EntryRow): MemberEntry["author"] {
  if (row.userId) {
    return { kind: "member", id: row.userId, name: row.userName ?? "", avatar: avatarUrl(row.userAvatar) };
  }
  return row.customerId
    ? { kind: "customer", id: row.customerId, name: row.customerName }
    : { kind: "system" };
}

/**
 * What a customer may know of an entry, or null for what they must never receive. A member who asks for support
 * writes as the customer there, so the chat's requester decides on which side an author stands.
 */
export function toCustomerEntry(row: EntryRow, requesterUserId: string | null): CustomerEntry | null {
  if (row.publicSeq === null || row.publicRev === null || row.kind === "note") return null;
  return {
    id: row.id,
    seq: row.publicSeq,
    rev: row.publicRev,
    kind: row.kind,
    author: customerViewOfAuthor(row, requesterUserId),
    body: row.deletedAt ? "" : row.body,
    event: row.event as EventLine | null,
    at: row.createdAt.toISOString(),
    deleted: row.deletedAt !== null,
  };
}

function customerViewOfAuthor(row: EntryRow, requesterUserId: string | null): CustomerEntry["author"] {
  if (row.userId && row.userId === requesterUserId) return { kind: "customer", name: row.userName };
  if (row.userId) return { kind: "member", name: row.userName ?? "", avatar: avatarUrl(row.userAvatar) };
  return row.customerId ? { kind: "customer", name: row.customerName } : { kind: "system" };
}
