import { keep, keptKeys, readAllKept, readKept } from "@/lib/chat-client/kept";
import { unsentInBrowser } from "@/lib/chat-client/unsent";
import { parseFirst } from "@/lib/customer-chat/use-first-message";

/**
 * Moves what was written but not sent, in any of an inbox's conversations, to the draft of a new one: who starts again
 * without access to the old ones loses no words.
 */
export function rescueUnsent(inboxKey: string): void {
  const first = parseFirst(readKept(keptKeys.firstMessage(inboxKey)));
  const drafts = readAllKept(keptKeys.draft(inboxKey));
  const unsent = unsentInBrowser(inboxKey).load();
  const texts = [first?.message.body, ...unsent.map(({ body }) => body), ...drafts.map(({ value }) => value)];

  keep(keptKeys.firstMessage(inboxKey), null);
  for (const { key } of drafts) keep(key, null);
  for (const { key } of readAllKept(`flowra.unsent.${inboxKey}.`)) keep(key, null);
  keep(keptKeys.draft(inboxKey, "new"), texts.filter(Boolean).join("\n\n") || null);
}
