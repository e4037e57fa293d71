import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listUnreadChats } from "@/lib/domain/chats/queries/list-unread-chats";

/** Which chats have something unread. */
export const GET = route<{ workspace: string }>("chats.unread", "cookies", async (_request, { workspace }) =>
  read(listUnreadChats, await memberCaller(workspace), {}),
);
