import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { route } from "@/lib/core/route";
import { signalTyping } from "@/lib/domain/tasks/commands/signal-typing";

/** A member types a reply: the customer may know. */
export const POST = route<{ chatId: string }>("chats.typing", "token", async (request, { chatId }) =>
  run(signalTyping, await chatCaller(request), { chatId }),
);
