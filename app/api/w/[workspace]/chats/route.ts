import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { getChatRows, listChats } from "@/lib/domain/chats/queries/list-chats";

/** A page of the member's chats; with `ids` those rows alone, as far as they are in the list. */
export const GET = route<{ workspace: string }>("chats.list", "cookies", async (request, { workspace }) => {
  const caller = await memberCaller(workspace);
  if (new URL(request.url).searchParams.has("ids"))
    return read(getChatRows, caller, searchInput(request, ["ids"]));
  return read(listChats, caller, searchInput(request, ["tab", "unread", "q", "cursor"]));
});
