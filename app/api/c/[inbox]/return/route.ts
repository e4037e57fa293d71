import { customerCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { readInput, route } from "@/lib/core/route";
import { redeemMailLink } from "@/lib/domain/customers/commands/redeem-mail-link";

/** A mailed link, redeemed for this browser's own token. */
export const POST = route<{ inbox: string }>("customers.return", "token", async (request, { inbox }) =>
  run(redeemMailLink, await customerCaller(request, inbox), await readInput(request)),
);
