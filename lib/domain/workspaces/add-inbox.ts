import { randomInt } from "node:crypto";
import type { z } from "zod";
import { inboxes } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { inboxChanged } from "./events";
import type { createInboxInput } from "./input";
import { slugFrom } from "./slug";

/** Adds an inbox. @throws AppError INVALID naming `publicKey` when the given address is taken */
export async function addInbox(ctx: Context, given: z.output<typeof createInboxInput>) {
  const values = { ...given, publicKey: given.publicKey ?? keyFrom(given.name) };
  const [inbox] = await ctx.tx
    .insert(inboxes)
    .values({ ...values, workspaceId: ctx.workspaceId, id: newId() })
    .onConflictDoNothing({ target: inboxes.publicKey })
    .returning();
  if (!inbox) throw invalid("publicKey", "taken");
  const { id, teamId, requireIdentity } = inbox;
  ctx.emit(inboxChanged, id, { inboxId: id, before: null, after: { teamId, requireIdentity } });
  await ctx.audit({ action: "inbox.created", subjectType: "inbox", subjectId: id, after: values });
  return inbox;
}

/** Letters and digits that can't be mistaken for each other when somebody types the address. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** An address with a random end: unique over all workspaces, and a list of them can't be guessed. */
function keyFrom(name: string): string {
  const end = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [slugFrom(name).slice(0, 40).replace(/-+$/, ""), end].filter(Boolean).join("-");
}
