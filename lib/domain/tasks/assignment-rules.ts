import type { assignmentModes } from "@/db/schema";

export type AssignmentMode = (typeof assignmentModes)[number];
type AutomaticMode = Exclude<AssignmentMode, "by_hand">;

/** A member of a team, as far as it decides whether and when it is their turn. */
export type Candidate = {
  userId: string;
  /** Takes new tickets, by their own word or a manager's. */
  available: boolean;
  /** Was here within the last minutes. */
  online: boolean;
  /** Tickets that need them now, see `inHand`. */
  inHand: number;
  capacity: number;
  /** When a ticket of the team was last handed to them automatically. */
  lastHandedAt: Date | null;
};

/** Away is who said so, or who has not been here for some minutes. */
export const isHere = ({ available, online }: Pick<Candidate, "available" | "online">): boolean =>
  available && online;

/** Whether a member may be given one more ticket automatically. By hand people may be given any number. */
export const hasRoom = (candidate: Candidate): boolean =>
  isHere(candidate) && candidate.inHand < candidate.capacity;

/**
 * Whose turn it is: in turn, that of who waits longest for theirs; by load, that of who has the smallest share of their
 * capacity in hand, and of several the one who waits longest. Among equals always the same one.
 * @param passesOver members whom somebody took the ticket from
 * @returns null while nobody can take it
 */
export function chooseMember(
  mode: AutomaticMode,
  candidates: readonly Candidate[],
  passesOver: readonly string[] = [],
): Candidate | null {
  const able = candidates.filter((one) => hasRoom(one) && !passesOver.includes(one.userId));
  const byLoad = mode === "least_loaded" ? byShare : () => 0;
  const [first] = able.sort((a, b) => byLoad(a, b) || byTurn(a, b) || byId(a, b));
  return first ?? null;
}

/** Shares are compared without dividing, so that equal ones are equal. */
const byShare = (a: Candidate, b: Candidate) => a.inHand * b.capacity - b.inHand * a.capacity;

const byTurn = (a: Candidate, b: Candidate) => turnOf(a) - turnOf(b);
const turnOf = ({ lastHandedAt }: Candidate) => lastHandedAt?.getTime() ?? 0;

const byId = (a: Candidate, b: Candidate) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0);
