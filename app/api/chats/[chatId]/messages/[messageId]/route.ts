import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { deleteMessage } from "@/lib/domain/chats/commands/delete-message";
import { editMessage } from "@/lib/domain/chats/commands/edit-message";

type Params = { chatId: string; messageId: string };

/** Other words for an own message. */
export const PATCH = route<Params>("chats.edit", "token", async (request, params) =>
  run(editMessage, await chatCaller(request), await readInput(request, params)),
);

/** Takes a message back. */
export const DELETE = route<Params>("chats.delete", "token", async (request, params) =>
  run(deleteMessage, await chatCaller(request), params),
);
