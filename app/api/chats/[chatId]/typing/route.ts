import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { signalOwnTyping, signalTyping } from "@/lib/domain/tasks/commands/signal-typing";
import { doorOf } from "../../chat-door";

/** A member types a reply, or whoever asked for support types: the other side may know. */
export const POST = route<{ chatId: string }>("chats.typing", "token", async (request, { chatId }) => {
  const caller = await chatCaller(request);
  const input = await readInput(request, { chatId });
  const isRequester = (await doorOf(caller, chatId)) === "own";
  return isRequester ? run(signalOwnTyping, caller, input) : run(signalTyping, caller, input);
});
