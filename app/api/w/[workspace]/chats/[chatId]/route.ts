import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getOpenChat } from "@/lib/domain/chats/queries/get-open-chat";

/** A chat with its thread, for opening it without a new page. */
export const GET = route<{ workspace: string; chatId: string }>(
  "chats.open",
  "cookies",
  async (_request, { workspace, chatId }) => read(getOpenChat, await memberCaller(workspace), { chatId }),
);
