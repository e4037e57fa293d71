import type { PublicError } from "@/lib/core/errors";
import type { BulkDeed } from "./deed";

/** A change of many tickets, as the member who asked for it follows it. */
export type BulkChangeView = {
  id: string;
  /** Where it takes back another one, what that one did. */
  deed: BulkDeed;
  /** What the chosen member, team or tags were called. */
  label: string;
  undoesId: string | null;
  total: number;
  changed: number;
  /** Were so already. */
  unchanged: number;
  refused: number;
  state: "running" | "done" | "cancelled";
  mayUndo: boolean;
  /** The summary was put away. */
  dismissed: boolean;
};

/** A ticket that a bulk change left as it was. Without a title where the reader doesn't see it any more. */
export type BulkFailure = { number: number; title: string | null; refusal: PublicError };

export type BulkFailures = { items: BulkFailure[] /** Number after which to go on. */; next: number | null };
