import { chatCaller } from "@/lib/auth/chat-caller";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getCustomerChannel } from "@/lib/realtime/queries/get-customer-channel";

/** Where whoever asked for support hears of answers. */
export const GET = route<{ chatId: string }>("chats.channel", "token", async (request, { chatId }) =>
  read(getCustomerChannel, await chatCaller(request), { chatId }),
);
