import type { MemberEntry, Reaction } from "@/lib/domain/chats/views";

/** What somebody has done to a message and the server has not answered yet: shown as if it had. */
export type PendingChange = {
  body?: string;
  deleted?: true;
  /** Own reactions that come (true) or go. */
  reactions?: ReadonlyMap<string, boolean>;
};

export type PendingChanges = ReadonlyMap<string, PendingChange>;

type Person = { id: string; name: string };

/** An entry as it will be once the server agrees. */
export function withPending(entry: MemberEntry, change: PendingChange | undefined, me: Person): MemberEntry {
  if (!change) return entry;
  if (change.deleted) return { ...entry, deleted: true, body: "", reactions: [], files: [], mentions: [] };
  let { reactions } = entry;
  for (const [emoji, on] of change.reactions ?? []) reactions = withReaction(reactions, emoji, me, on);
  return { ...entry, body: change.body ?? entry.body, reactions };
}

function withReaction(reactions: readonly Reaction[], emoji: string, me: Person, on: boolean): Reaction[] {
  const others = (reaction: Reaction) => reaction.by.filter(({ id }) => id !== me.id);
  const known = reactions.some((reaction) => reaction.emoji === emoji);
  const all = known || !on ? [...reactions] : [...reactions, { emoji, by: [] }];
  return all
    .map((reaction) => {
      if (reaction.emoji !== emoji) return reaction;
      if (!on) return { emoji, by: others(reaction) };
      return reaction.by.some(({ id }) => id === me.id) ? reaction : { emoji, by: [...reaction.by, me] };
    })
    .filter(({ by }) => by.length > 0);
}
