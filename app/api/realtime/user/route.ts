import { chatCaller } from "@/lib/auth/chat-caller";
import { readForm } from "@/lib/core/body";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { authenticateUser } from "@/lib/realtime/queries/authenticate-user";

/** pusher-js asks here who is at its connection. */
export const POST = route("realtime.user", "token", async (request) => {
  const caller = await chatCaller(request);
  return read(authenticateUser, caller, { socketId: (await readForm(request)).get("socket_id") ?? "" });
});
