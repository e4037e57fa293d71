import { chatCaller } from "@/lib/auth/chat-caller";
import { readForm } from "@/lib/core/body";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { authorizeCustomerChannel, authorizeMemberChannel } from "@/lib/realtime/queries/authorize-channel";

/** pusher-js asks here for each private or presence channel that it wants to join. */
export const POST = route("realtime.auth", "token", async (request) => {
  const caller = await chatCaller(request);
  const form = await readForm(request);
  const input = { socketId: form.get("socket_id") ?? "", channel: form.get("channel_name") ?? "" };
  const authorize = caller.actor.kind === "member" ? authorizeMemberChannel : authorizeCustomerChannel;
  return read(authorize, caller, input);
});
