import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import type { Mention } from "@/lib/domain/chats/views";
import { holdsCommands, runCommands } from "@/lib/domain/commands/run-commands";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import type { TestMember } from "./factories";

type Words = { kind?: "message" | "note"; mentions?: Pick<Mention, "kind" | "id">[] };

/** Posts a message and catches what its commit told, so that a test decides when its commands run. */
export async function postOnly(
  by: TestMember,
  chat: { chatId: string; isTicket: boolean },
  body: string,
  words: Words = {},
): Promise<{ id: string; events: StoredEvent[] }> {
  const id = newId();
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  try {
    const { kind, ...rest } = words;
    const message = { id, chatId: chat.chatId, body, ...rest };
    if (chat.isTicket) await run(replyToTicket, by, { ...message, kind });
    else await run(sendToChat, by, message);
  } finally {
    onCommitted(undefined);
  }
  return { id, events };
}

/** Posts a message and carries out its commands. @returns the message's id */
export async function say(
  by: TestMember,
  chat: { chatId: string; isTicket: boolean },
  body: string,
  words?: Words,
): Promise<string> {
  const { id, events } = await postOnly(by, chat, body, words);
  await runCommands(events.filter(holdsCommands));
  return id;
}
