import { unsentInBrowser } from "@/lib/chat-client/unsent";
import { keep, keptKeys, readKept } from "@/lib/customer-chat/kept";
import { parseFirst } from "@/lib/customer-chat/use-first-message";

/**
 * Moves what could not be sent, in any of an inbox's conversations, to the draft of a new one: who starts again without
 * access to the old ones loses no words.
 */
export function rescueUnsent(inboxKey: string): void {
  const place = keptKeys.draft(`new.${inboxKey}`);
  const first = parseFirst(readKept(keptKeys.firstMessage(inboxKey)));
  const unsent = unsentInBrowser(inboxKey);
  const messages = unsent.load();
  const texts = [readKept(place), first?.message.body, ...messages.map(({ body }) => body)];
  keep(place, texts.filter(Boolean).join("\n\n") || null);
  keep(keptKeys.firstMessage(inboxKey), null);
  // Their keys continue with the chat, which this list doesn't know: they are found by what they end in.
  for (const { id } of messages) {
    for (const key of Object.keys(localStorage)) if (key.endsWith(`.${id}`)) localStorage.removeItem(key);
  }
}
