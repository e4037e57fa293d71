import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { Reply } from "@/lib/core/door";
import { read } from "@/lib/core/query";
import { readInput, route, searchInput } from "@/lib/core/route";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { getChatThread } from "@/lib/domain/chats/queries/get-thread";
import { threadParameters } from "@/lib/domain/chats/thread-page";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { doorOf } from "../../chat-door";

type Params = { chatId: string };

const readers = { team: getChatThread, ticket: getTicketThread, own: getOwnThread };

/** A window of a chat, or what changed after a revision, as the caller may see it. */
export const GET = route<Params>("chats.read", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const thread = readers[await doorOf(caller, chatId)];
  return read<typeof thread.input, object>(
    thread,
    caller,
    searchInput(request, threadParameters, { chatId }),
  );
});

/** Sends a message (members: or a note). The same id again answers with what was stored first. */
export const POST = route<Params>("chats.send", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const input = await readInput(request, { chatId });
  const door = await doorOf(caller, chatId);
  const posted = await (door === "team"
    ? run(sendToChat, caller, input)
    : door === "ticket"
      ? run(replyToTicket, caller, input)
      : run(writeToSupport, caller, input));
  const { isNew, ...answer } = posted;
  return new Reply(answer, isNew ? 201 : 200);
});
