import { chatCaller } from "@/lib/auth/chat-caller";
import { invalid } from "@/lib/core/errors";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { authorizeCustomerChannel, authorizeMemberChannel } from "@/lib/realtime/queries/authorize-channel";

/** pusher-js asks here for each private or presence channel that it wants to join. */
export const POST = route("realtime.auth", "token", async (request) => {
  const caller = await chatCaller(request);
  const form = await request.formData().catch(() => {
    throw invalid("body", "not_a_form");
  });
  const input = { socketId: String(form.get("socket_id")), channel: String(form.get("channel_name")) };
  const authorize = caller.actor.kind === "member" ? authorizeMemberChannel : authorizeCustomerChannel;
  return read(authorize, caller, input);
});
