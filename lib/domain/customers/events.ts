import { z } from "zod";
import { defineEvent } from "@/lib/core/events";

const id = z.string();
const known = z.object({
  name: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  /** Null: not noted down. */
  attributes: z.record(z.string(), z.string().nullable()).optional(),
});

/** What the team knows of a customer is something else than before; only what changed is told. */
export const customerChanged = defineEvent(
  "customer.changed",
  z.object({ customerId: id, before: known, after: known }),
);

const merge = z.object({ mergeId: id, customerId: id, intoCustomerId: id });
/** The team knows one customer as another one from now on. */
export const customersMerged = defineEvent("customer.merged", merge);
/** And no longer does. */
export const customersSeparated = defineEvent("customer.separated", merge);

/** What it says is not told. */
export const customerNoteChanged = defineEvent(
  "customer.note_changed",
  z.object({ customerId: id, noteId: id, change: z.enum(["added", "edited", "deleted", "restored"]) }),
);
