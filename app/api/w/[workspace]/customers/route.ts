import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route, searchInput } from "@/lib/core/route";
import { listCustomers } from "@/lib/domain/customers/queries/list-customers";

/** Customers to choose from. */
export const GET = route<{ workspace: string }>("customers.list", "cookies", async (request, { workspace }) =>
  read(listCustomers, await memberCaller(workspace, request), searchInput(request, ["q", "cursor"])),
);
