import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { listNameable } from "@/lib/domain/chats/queries/list-nameable";
import { listHolders } from "@/lib/domain/commands/queries/list-holders";

type Params = { workspace: string; chatId: string };

/** Whom a message in a chat may name; with `made` to whom a command there may give work. */
export const GET = route<Params>("chats.names", "cookies", async (request, { workspace, chatId }) => {
  const caller = await memberCaller(workspace, request);
  const given = searchInput(request, ["q", "made"], { chatId });
  return new URL(request.url).searchParams.has("made")
    ? read(listHolders, caller, given)
    : read(listNameable, caller, given);
});
