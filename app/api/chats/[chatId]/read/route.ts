import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { can } from "@/lib/core/context";
import { readInput, route } from "@/lib/core/route";
import { markOwnRead, markTicketRead } from "@/lib/domain/tasks/commands/mark-read";

/** How far the caller has read, and how far it reached their browser. */
export const POST = route<{ chatId: string }>("chats.markRead", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const mark = can(caller.actor, "ticket:handle") ? markTicketRead : markOwnRead;
  return run(mark, caller, await readInput(request, { chatId }));
});
