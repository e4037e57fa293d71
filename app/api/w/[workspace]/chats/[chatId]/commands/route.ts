import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getCommandPlace } from "@/lib/domain/commands/queries/get-command-place";

type Params = { workspace: string; chatId: string };

/** What hashtags could do in a chat. */
export const GET = route<Params>("commands.place", "cookies", async (request, { workspace, chatId }) =>
  read(getCommandPlace, await memberCaller(workspace, request), { chatId }),
);
