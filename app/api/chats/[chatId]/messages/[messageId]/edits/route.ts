import { chatCaller } from "@/lib/auth/chat-caller";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listEdits } from "@/lib/domain/chats/queries/list-edits";

type Params = { chatId: string; messageId: string };

/** What an edited message said before. */
export const GET = route<Params>("chats.edits", "token", async (request, params) =>
  read(listEdits, await chatCaller(request), params),
);
