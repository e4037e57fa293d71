export type CannedReplyScope = "personal" | "shared";

/** A text to put into replies and notes, as its variables stand in it. */
export type CannedReply = {
  id: string;
  /** Only the caller's, or everybody's who handles tickets. */
  scope: CannedReplyScope;
  shortcut: string;
  title: string;
  body: string;
  version: number;
  /** Whether the caller may change and delete it. */
  mayChange: boolean;
  updatedBy: string;
  updatedAt: string;
};
