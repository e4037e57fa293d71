import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { readInput, route } from "@/lib/core/route";
import { listOwnRequests } from "@/lib/domain/customers/queries/get-customer-session";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat";

/** The support chats in which a member is the one who asks. */
export const GET = route<{ workspace: string }>(
  "requests.list",
  "cookies",
  async (request, { workspace }) => ({
    chats: await read(listOwnRequests, await memberCaller(workspace, request), {}),
  }),
);

export const POST = route<{ workspace: string }>(
  "requests.start",
  "cookies",
  async (request, { workspace }) => {
    const { isNew, ...answer } = await run(
      startSupportChat,
      await memberCaller(workspace, request),
      await readInput(request),
    );
    return Response.json(answer, { status: isNew ? 201 : 200 });
  },
);
