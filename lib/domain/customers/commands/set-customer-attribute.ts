import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { command } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { anyId } from "@/lib/core/input";
import { taskChangesPerMinute } from "@/lib/domain/chats/rate-limits";
import { type Attribute, attributeCalled, attributesOf } from "../attributes";
import { customerChanged } from "../events";
import { attributeName, attributeValue } from "../input";
import { lockCustomer } from "../known-customers";
import { mostAttributes } from "../limits";

/**
 * Notes something down of a customer under a name, or takes it away (null). "plan" means the "Plan" that is there.
 * @returns all that is noted, and what stood there before
 * @throws AppError NOT_FOUND; CONFLICT when there are very many, or the customer was merged meanwhile
 */
export const setCustomerAttribute = command({
  name: "customers.setAttribute",
  permission: "customer:write",
  rateLimit: taskChangesPerMinute,
  input: z.object({ customerId: anyId, name: attributeName, value: attributeValue.nullable() }),
  async handle(
    ctx,
    { customerId, name, value },
  ): Promise<{ attributes: Attribute[]; before: string | null }> {
    const { id, attributes } = await lockCustomer(ctx, customerId);
    const called = attributeCalled(attributes, name) ?? name;
    const before = Object.hasOwn(attributes, called) ? attributes[called]! : null;
    if (before === value) return { attributes: attributesOf(attributes), before };
    if (before === null && Object.keys(attributes).length >= mostAttributes) {
      throw conflict("too_many_attributes", { limit: mostAttributes });
    }
    const changed =
      value === null
        ? sql`${customers.attributes} - ${called}::text`
        : sql`${customers.attributes} || jsonb_build_object(${called}::text, ${value}::text)`;
    const [row] = await ctx.tx
      .update(customers)
      .set({ attributes: changed, updatedAt: sql`now()` })
      .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, id)))
      .returning({ attributes: customers.attributes });
    ctx.emit(customerChanged, id, {
      customerId: id,
      before: { attributes: { [called]: before } },
      after: { attributes: { [called]: value } },
    });
    return { attributes: attributesOf(row!.attributes), before };
  },
});
