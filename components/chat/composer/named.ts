import { isNamedIn } from "@/lib/domain/chats/mention-text";
import type { Mention } from "@/lib/domain/chats/views";

/** Those of them whose names stand in the text: only they are told. */
export const namedIn = (text: string, mentions: readonly Mention[]): Mention[] =>
  mentions.filter(({ name }) => isNamedIn(text, name));

/** With somebody whose name is about to stand in the text; of two who are called alike only who is named counts. */
export const withMention = (mentions: readonly Mention[], text: string, added: Mention): Mention[] => [
  ...namedIn(text, mentions).filter(({ kind, id }) => kind !== added.kind || id !== added.id),
  added,
];
