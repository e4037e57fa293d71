import { chatCaller } from "@/lib/auth/chat-caller";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { readInput, route } from "@/lib/core/route";
import { saveDraft } from "@/lib/domain/chats/commands/save-draft";
import { getDraft } from "@/lib/domain/chats/queries/get-draft";

type Params = { chatId: string };

/** What a member has begun to write in a chat. */
export const GET = route<Params>("chats.getDraft", "token", async (request, { chatId }) =>
  read(getDraft, await chatCaller(request), { chatId }),
);

/** Keeps it. An older version than the one held changes nothing; the answer says what is held. */
export const PUT = route<Params>("chats.saveDraft", "token", async (request, { chatId }) =>
  run(saveDraft, await chatCaller(request), await readInput(request, { chatId })),
);
