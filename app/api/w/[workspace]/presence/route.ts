import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listPresent } from "@/lib/domain/presence/queries/list-present";

/** Who is here. */
export const GET = route<{ workspace: string }>("presence.list", "cookies", async (_request, { workspace }) =>
  read(listPresent, await memberCaller(workspace), {}),
);
