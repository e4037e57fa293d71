import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { listAttributeNames } from "@/lib/domain/customers/queries/list-attribute-names";

/** Under which names something is noted of customers. */
export const GET = route<{ workspace: string }>(
  "customers.attributes",
  "cookies",
  async (request, { workspace }) => read(listAttributeNames, await memberCaller(workspace, request), {}),
);
