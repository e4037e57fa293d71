import { customerCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { Reply } from "@/lib/core/door";
import { readInput, route } from "@/lib/core/route";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat";

/** The first message of a conversation. */
export const POST = route<{ inbox: string }>("customers.startChat", "token", async (request, { inbox }) => {
  const caller = await customerCaller(request, inbox);
  const { isNew, ...answer } = await run(startSupportChat, caller, await readInput(request));
  return new Reply(answer, isNew ? 201 : 200);
});
