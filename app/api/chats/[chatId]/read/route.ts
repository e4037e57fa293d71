import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { markChatRead } from "@/lib/domain/chats/commands/mark-read";
import { markOwnRead, markTicketRead } from "@/lib/domain/tasks/commands/mark-read";
import { doorOf } from "../../chat-door";

const marks = { team: markChatRead, ticket: markTicketRead, own: markOwnRead };

/** How far the caller has read, and how far it reached their browser. */
export const POST = route<{ chatId: string }>("chats.markRead", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const mark = marks[await doorOf(caller, chatId)];
  return run(mark, caller, await readInput(request, { chatId }));
});
