import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  type chatKinds,
  chats,
  memberships,
  messages,
  participants,
  readPositions,
  tasks,
  users,
} from "@/db/schema";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { continuedIn, isTicketOfChat } from "./merged";
import type { MemberChatState } from "./views";

/** In larger chats who has read what is neither told nor shown: every reader would be news to all the others. */
export const mostShownReaders = 25;

/** All that both sides' chat states are made of, read once. */
export type ChatFacts = {
  rev: number;
  publicRev: number;
  stateRev: number;
  publicStateRev: number;
  seq: number;
  publicSeq: number;
  kind: (typeof chatKinds)[number];
  title: string | null;
  /** Of its ticket, or the one that was merged into; null where there is none. */
  status: string | null;
  /** Another chat of the same requester in which the team answers. */
  continuedIn: { chatId: string; title: string } | null;
  requesterUserId: string | null;
  accessEpoch: number;
  membersEpoch: number;
  /** Members who take part, in the order in which they joined; whoever asks for support is none of them. */
  participants: { user: PersonRef; chatRole: "owner" | "member"; removed: boolean }[];
  reads: { user: PersonRef; readSeq: number; deliveredSeq: number }[];
  requester: { readSeq: number; deliveredSeq: number };
  /** Members' furthest positions, as places in the public sequence. */
  team: { readSeq: number; deliveredSeq: number };
};

/** @returns null when the chat is not in that workspace */
export async function readFacts(
  tx: Transaction,
  workspaceId: string,
  chatId: string,
): Promise<ChatFacts | null> {
  const [chatRows, positions, people] = await Promise.all([
    tx
      .select({
        rev: chats.rev,
        publicRev: chats.publicRev,
        stateRev: chats.stateRev,
        publicStateRev: chats.publicStateRev,
        seq: chats.seq,
        publicSeq: chats.publicSeq,
        kind: chats.kind,
        title: chats.title,
        status: tasks.status,
        continuedIn,
        requesterUserId: chats.requesterUserId,
        accessEpoch: chats.accessEpoch,
        membersEpoch: chats.membersEpoch,
      })
      .from(chats)
      .leftJoin(tasks, isTicketOfChat)
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
      .innerJoin(
        chats,
        and(eq(chats.workspaceId, readPositions.workspaceId), eq(chats.id, readPositions.chatId)),
      )
      .leftJoin(users, eq(users.id, readPositions.userId))
      .where(and(eq(readPositions.workspaceId, workspaceId), eq(readPositions.chatId, chatId))),
    tx
      .select({
        id: users.id,
        name: users.name,
        avatar: users.avatarKey,
        chatRole: participants.chatRole,
        removed: sql<boolean>`${memberships.removedAt} is not null`,
      })
      .from(participants)
      .innerJoin(users, eq(users.id, participants.userId))
      .innerJoin(
        memberships,
        and(
          eq(memberships.workspaceId, participants.workspaceId),
          eq(memberships.userId, participants.userId),
        ),
      )
      .where(
        and(
          eq(participants.workspaceId, workspaceId),
          eq(participants.chatId, chatId),
          isNull(participants.leftAt),
        ),
      )
      .orderBy(asc(participants.joinedAt), asc(participants.id)),
  ]);
  const chat = chatRows[0];
  if (!chat) return null;
  const isRequester = (row: { userId: string | null }) =>
    row.userId !== null && row.userId === chat.requesterUserId;
  const requester = positions.find((row) => row.customerId !== null || isRequester(row));
  const members = positions.filter((row) => row.userId !== null && !isRequester(row));
  const takingPart = people.filter(({ id }) => id !== chat.requesterUserId);
  return {
    ...chat,
    participants: takingPart.map(({ chatRole, removed, ...user }) => ({
      user: { ...user, avatar: avatarUrl(user.avatar) },
      chatRole,
      removed,
    })),
    reads: shownReaders(chat.kind, members, takingPart).map((row) => ({
      user: { id: row.userId!, name: row.name ?? "", avatar: avatarUrl(row.avatar) },
      readSeq: row.readSeq,
      deliveredSeq: row.deliveredSeq,
    })),
    requester: { readSeq: requester?.readSeq ?? 0, deliveredSeq: requester?.deliveredSeq ?? 0 },
    team: {
      readSeq: Math.max(0, ...members.map((row) => row.publicRead)),
      deliveredSeq: Math.max(0, ...members.map((row) => row.publicDelivered)),
    },
  };
}

/** Whoever handles a ticket has read it without taking part; of other chats those who left are of no interest. */
function shownReaders<R extends { userId: string | null }>(
  kind: ChatFacts["kind"],
  readers: R[],
  people: { id: string }[],
): R[] {
  if (kind === "support") return readers;
  if (people.length > mostShownReaders) return [];
  return readers.filter(({ userId }) => people.some(({ id }) => id === userId));
}

/** A chat's state as members see it. */
export function memberState(facts: ChatFacts): MemberChatState {
  const { rev, stateRev, seq, membersEpoch, kind, title, participants, reads } = facts;
  return {
    rev,
    stateRev,
    seq,
    membersEpoch,
    kind,
    title,
    participants,
    reads: reads.map(({ user, readSeq, deliveredSeq }) => ({ user, seq: readSeq, deliveredSeq })),
    requester: kind === "support" ? facts.requester : null,
  };
}

/** The last public entry at or before a place in the members' sequence. */
const publicPlace = (
  seq: ReturnType<typeof sql>,
) => sql<number>`case when ${chats.kind} <> 'support' then 0 else coalesce((
  select m.public_seq from ${messages} m
  where m.workspace_id = ${readPositions.workspaceId} and m.chat_id = ${readPositions.chatId}
    and m.seq <= ${seq} and m.public_seq is not null
  order by m.seq desc limit 1), 0) end`;
