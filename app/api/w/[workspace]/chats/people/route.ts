import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listPeople } from "@/lib/domain/chats/queries/list-people";

/** Whom one can chat with. */
export const GET = route<{ workspace: string }>("chats.people", "cookies", async (_request, { workspace }) =>
  read(listPeople, await memberCaller(workspace), {}),
);
