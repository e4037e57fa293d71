import { memberCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { previewMerge } from "@/lib/domain/customers/queries/preview-merge";

/** What a merge into another customer would do. */
export const GET = route<{ workspace: string; customerId: string }>(
  "customers.previewMerge",
  "cookies",
  async (request, { workspace, customerId }) => {
    const intoCustomerId = new URL(request.url).searchParams.get("into") ?? "";
    return read(previewMerge, await memberCaller(workspace, request), { customerId, intoCustomerId });
  },
);
