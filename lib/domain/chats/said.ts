import { parseCommands } from "@/lib/hashtags/parse";
import { mostCommands } from "@/lib/hashtags/tags";

type Written = { kind: "message" | "note"; body: string };

export type Said = {
  /** A reply that says nothing to the customer is a note. */
  kind: "message" | "note";
  /** What customers get; null where that is the body. */
  publicBody: string | null;
  /** How many commands run because of it; one more than may, where there are too many. */
  commands: number;
};

/**
 * What a member's message says, and to whom: its hashtags are for the team alone. Of who asks for support every hashtag
 * is plain text, so this isn't asked there.
 * @param hasMore it also carries something else for the customer, as files
 */
export function whatIsSaid({ kind, body }: Written, { hasMore = false } = {}): Said {
  const { commands, text } = parseCommands(body);
  if (commands.length === 0) return { kind, publicBody: null, commands: 0 };
  return {
    kind: text === "" && !hasMore ? "note" : kind,
    publicBody: text,
    commands: Math.min(commands.length, mostCommands + 1),
  };
}
