import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { can } from "@/lib/core/context";
import { read } from "@/lib/core/query";
import { readInput, route, searchInput } from "@/lib/core/route";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";

type Params = { chatId: string };

/** A window of a chat, or what changed after a revision, as the caller may see it. */
export const GET = route<Params>("chats.read", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const thread = can(caller.actor, "ticket:handle") ? getTicketThread : getOwnThread;
  return read(thread, caller, searchInput(request, ["before_seq", "after_rev"], { chatId }));
});

/** Sends a message (members: or a note). The same id again answers with what was stored first. */
export const POST = route<Params>("chats.send", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const input = await readInput(request, { chatId });
  const handles = can(caller.actor, "ticket:handle");
  const posted = await (handles ? run(replyToTicket, caller, input) : run(writeToSupport, caller, input));
  const { isNew, ...answer } = posted;
  return Response.json(answer, { status: isNew ? 201 : 200 });
});
