import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { chats, isTicket, messages, participants, readPositions, tasks, users } from "@/db/schema";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";

/** All that both sides' chat states are made of, read once. */
export type ChatFacts = {
  rev: number;
  publicRev: number;
  stateRev: number;
  publicStateRev: number;
  seq: number;
  publicSeq: number;
  status: string;
  customerId: string | null;
  requesterUserId: string | null;
  accessEpoch: number;
  membersEpoch: number;
  reads: { user: PersonRef; readSeq: number; deliveredSeq: number }[];
  requester: { readSeq: number; deliveredSeq: number };
  /** Members' furthest positions, as places in the public sequence. */
  team: { readSeq: number; deliveredSeq: number };
  agents: { name: string; avatar: string | null }[];
};

/** @returns null when the chat is not in that workspace */
export async function readFacts(
  tx: Transaction,
  workspaceId: string,
  chatId: string,
): Promise<ChatFacts | null> {
  const [chatRows, positions, agents] = await Promise.all([
    tx
      .select({
        rev: chats.rev,
        publicRev: chats.publicRev,
        stateRev: chats.stateRev,
        publicStateRev: chats.publicStateRev,
        seq: chats.seq,
        publicSeq: chats.publicSeq,
        status: tasks.status,
        customerId: chats.customerId,
        requesterUserId: chats.requesterUserId,
        accessEpoch: chats.accessEpoch,
        membersEpoch: chats.membersEpoch,
      })
      .from(chats)
      .innerJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id), isTicket))
      .where(and(eq(chats.workspaceId, workspaceId), eq(chats.id, chatId))),
    tx
      .select({
        userId: readPositions.userId,
        customerId: readPositions.customerId,
        readSeq: readPositions.readSeq,
        deliveredSeq: readPositions.deliveredSeq,
        publicRead: publicPlace(sql`${readPositions.readSeq}`),
        publicDelivered: publicPlace(sql`${readPositions.deliveredSeq}`),
        name: users.name,
        avatar: users.avatarKey,
      })
      .from(readPositions)
      .leftJoin(users, eq(users.id, readPositions.userId))
      .where(and(eq(readPositions.workspaceId, workspaceId), eq(readPositions.chatId, chatId))),
    tx
      .select({ userId: participants.userId, name: users.name, avatar: users.avatarKey })
      .from(participants)
      .innerJoin(users, eq(users.id, participants.userId))
      .where(
        and(
          eq(participants.workspaceId, workspaceId),
          eq(participants.chatId, chatId),
          isNotNull(participants.userId),
          isNull(participants.leftAt),
        ),
      )
      .orderBy(asc(participants.joinedAt)),
  ]);
  const chat = chatRows[0];
  if (!chat) return null;
  const isRequester = (row: { userId: string | null }) =>
    row.userId !== null && row.userId === chat.requesterUserId;
  const requester = positions.find((row) => row.customerId !== null || isRequester(row));
  const members = positions.filter((row) => row.userId !== null && !isRequester(row));
  return {
    ...chat,
    reads: members.map((row) => ({
      user: { id: row.userId!, name: row.name ?? "", avatar: avatarUrl(row.avatar) },
      readSeq: row.readSeq,
      deliveredSeq: row.deliveredSeq,
    })),
    requester: { readSeq: requester?.readSeq ?? 0, deliveredSeq: requester?.deliveredSeq ?? 0 },
    team: {
      readSeq: Math.max(0, ...members.map((row) => row.publicRead)),
      deliveredSeq: Math.max(0, ...members.map((row) => row.publicDelivered)),
    },
    agents: agents
      .filter((row) => !isRequester(row))
      .map((row) => ({ name: row.name, avatar: avatarUrl(row.avatar) })),
  };
}

/** The last public entry at or before a place in the members' sequence. */
const publicPlace = (seq: ReturnType<typeof sql>) => sql<number>`coalesce((
  select m.public_seq from ${messages} m
  where m.workspace_id = ${readPositions.workspaceId} and m.chat_id = ${readPositions.chatId}
    and m.seq <= ${seq} and m.public_seq is not null
  order by m.seq desc limit 1), 0)`;
