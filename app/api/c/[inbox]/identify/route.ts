import { customerCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { identifyCustomer } from "@/lib/domain/customers/commands/identify-customer";

/** A customer says, or corrects, who they are. */
export const POST = route<{ inbox: string }>("customers.identify", "token", async (request, { inbox }) =>
  run(identifyCustomer, await customerCaller(request, inbox), await readInput(request)),
);
