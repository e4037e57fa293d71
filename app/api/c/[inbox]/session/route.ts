import { customerCaller } from "@/lib/auth/callers";
import { read } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { getCustomerSession } from "@/lib/domain/customers/queries/get-customer-session";
import { realtimeSettings } from "@/lib/realtime/server";

/** What a chat page begins with. */
export const GET = route<{ inbox: string }>("customers.session", "token", async (request, { inbox }) => {
  const caller = await customerCaller(request, inbox);
  return { ...(await read(getCustomerSession, caller, {})), realtime: realtimeSettings() };
});
