import type { Caller, CustomerActor, MemberActor } from "@/lib/core/context";
import type { DoorRequest } from "@/lib/core/door";
import { invalid } from "@/lib/core/errors";
import { workspaceHeader } from "@/lib/workspace-header";
import { bearer, customerCallerByToken, memberCaller } from "./callers";
import { requireOwnOrigin } from "./request";

/**
 * Whoever calls a door that serves both sides: a customer by token, a member by cookie. What a cookie authorizes
 * must come from an own page.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, INVALID
 */
export async function chatCaller(request: DoorRequest): Promise<Caller<MemberActor> | Caller<CustomerActor>> {
  if (bearer(request)) return customerCallerByToken(request);
  if (request.method !== "GET") requireOwnOrigin(request.headers);
  const slug = request.headers.get(workspaceHeader);
  if (!slug) throw invalid(workspaceHeader, "required");
  return memberCaller(slug, request);
}
