import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { customerNotes, customers, tasks } from "@/db/schema";
import { invalid, notFound } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { query } from "@/lib/core/query";
import { visibleTickets } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { attributeCalled, attributesOf } from "../attributes";
import { identitiesOf } from "../identities";
import { knownCustomers } from "../known-customers";
import { filledFrom, type Known } from "../merge-rules";
import type { MergePreview } from "../views";

/** What `mergeCustomers` would do. @throws AppError NOT_FOUND; INVALID for a merge into itself */
export const previewMerge = query({
  name: "customers.previewMerge",
  permission: "customer:write",
  rateLimit: suggestionsPerMinute,
  input: z.object({ customerId: anyId, intoCustomerId: anyId }),
  async read(ctx, input): Promise<MergePreview> {
    const [id, intoId] = [input.customerId.toLowerCase(), input.intoCustomerId.toLowerCase()];
    if (id === intoId) throw invalid("intoCustomerId", "same_customer");
    const rows = await ctx.tx
      .select({
        id: customers.id,
        name: customers.name,
        email: customers.email,
        attributes: customers.attributes,
      })
      .from(customers)
      .where(and(knownCustomers(ctx), inArray(customers.id, [id, intoId])));
    const other = rows.find((row) => row.id === id);
    const into = rows.find((row) => row.id === intoId);
    if (!other || !into) throw notFound();
    const identities = await identitiesOf(ctx, id);
    const [tickets, notes] = await Promise.all([
      ctx.tx.$count(tasks, and(visibleTickets(ctx), eq(tasks.customerId, id))),
      ctx.tx.$count(
        customerNotes,
        and(
          eq(customerNotes.workspaceId, ctx.workspaceId),
          inArray(customerNotes.customerId, identities),
          isNull(customerNotes.deletedAt),
        ),
      ),
    ]);
    const filled = filledFrom(other, into);
    return {
      tickets,
      notes,
      fills: { ...filled, attributes: attributesOf(filled.attributes) },
      keeps: differences(other, into),
    };
  },
});

/** Attributes that both have, with different values. */
function differences(other: Known, into: Known): MergePreview["keeps"] {
  return attributesOf(other.attributes).flatMap(({ name, value }) => {
    const called = attributeCalled(into.attributes, name);
    const kept = called === undefined ? undefined : into.attributes[called];
    return called === undefined || kept === undefined || kept === value
      ? []
      : [{ name: called, kept, dropped: value }];
  });
}
