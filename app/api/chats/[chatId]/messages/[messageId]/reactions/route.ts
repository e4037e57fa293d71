import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { reactToMessage } from "@/lib/domain/chats/commands/react-to-message";

type Params = { chatId: string; messageId: string };

/** Puts an own emoji on a message, or takes it back. */
export const POST = route<Params>("chats.react", "token", async (request, params) =>
  run(reactToMessage, await chatCaller(request), await readInput(request, params)),
);
