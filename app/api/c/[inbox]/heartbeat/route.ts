import { customerCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { customerHeartbeat } from "@/lib/domain/presence/commands/heartbeat";

/** A customer's open page says that it is there. */
export const POST = route<{ inbox: string }>("customers.heartbeat", "token", async (request, { inbox }) =>
  run(customerHeartbeat, await customerCaller(request, inbox), await readInput(request)),
);
