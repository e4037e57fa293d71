import type { ChatFacts } from "@/lib/domain/chats/state";
import type { CustomerChatState } from "@/lib/domain/chats/views";
import { publicStatus } from "./ticket-status";
import type { TicketStatus } from "./views";

/** A support chat's state as its customer sees it. */
export function customerState(facts: ChatFacts): CustomerChatState {
  return {
    rev: facts.publicRev,
    stateRev: facts.publicStateRev,
    seq: facts.publicSeq,
    team: facts.team,
    readSeq: facts.requester.readSeq,
    agents: facts.participants.map(({ user: { name, avatar } }) => ({ name, avatar })),
    continuedIn: facts.continuedIn,
    status: publicStatus(facts.status as TicketStatus),
  };
}
