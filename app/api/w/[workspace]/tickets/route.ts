import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { countTickets, getTicketRow, listTickets } from "@/lib/domain/tasks/queries/list-tickets";

/** A page of a ticket list with the views' counts; with `id` one row (null once it is out of the caller's sight). */
export const GET = route<{ workspace: string }>("tasks.list", "cookies", async (request, { workspace }) => {
  const caller = await memberCaller(workspace, request);
  const ticketId = new URL(request.url).searchParams.get("id");
  if (ticketId !== null) return { item: await read(getTicketRow, caller, { ticketId }) };
  const [page, counts] = await Promise.all([
    read(listTickets, caller, searchInput(request, ["view", "q", "cursor"])),
    read(countTickets, caller, {}),
  ]);
  return { ...page, counts };
});
