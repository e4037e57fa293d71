import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getOpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";

/** A ticket with the newest window of its thread. */
export const GET = route<{ workspace: string; number: string }>(
  "tasks.open",
  "cookies",
  async (request, { workspace, number }) =>
    read(getOpenTicket, await memberCaller(workspace, request), { number }),
);
