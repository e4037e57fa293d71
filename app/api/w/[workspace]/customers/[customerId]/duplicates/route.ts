import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listDuplicates } from "@/lib/domain/customers/queries/list-duplicates";

/** Who may be the same person. */
export const GET = route<{ workspace: string; customerId: string }>(
  "customers.duplicates",
  "cookies",
  async (request, { workspace, customerId }) =>
    read(listDuplicates, await memberCaller(workspace, request), { customerId }),
);
