import type { ChatFacts } from "@/lib/domain/chats/state";
import type { CustomerChatState, MemberChatState } from "@/lib/domain/chats/views";
import { publicStatus } from "./ticket-status";
import type { TicketStatus } from "./views";

export function memberState(facts: ChatFacts): MemberChatState {
  return {
    rev: facts.rev,
    seq: facts.seq,
    membersEpoch: facts.membersEpoch,
    reads: facts.reads.map(({ user, readSeq }) => ({ user, seq: readSeq })),
    requester: facts.requester,
  };
}

export function customerState(facts: ChatFacts): CustomerChatState {
  return {
    rev: facts.publicRev,
    seq: facts.publicSeq,
    team: facts.team,
    readSeq: facts.requester.readSeq,
    agents: facts.agents,
    status: publicStatus(facts.status as TicketStatus),
  };
}
