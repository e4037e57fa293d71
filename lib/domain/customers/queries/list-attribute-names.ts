import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "@/lib/core/query";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";

/** Of how many customers, those last changed, the names are looked at. */
const mostCustomers = 2_000;
const mostNames = 100;

/** Under which names something is noted of customers here, those of many first: to choose from, not a set-up. */
export const listAttributeNames = query({
  name: "customers.listAttributeNames",
  permission: "customer:write",
  rateLimit: suggestionsPerMinute,
  input: z.object({}),
  async read(ctx): Promise<string[]> {
    const rows = await ctx.tx.execute<{ name: string }>(sql`
      select name from (
        select attributes from customers
        where workspace_id = ${ctx.workspaceId} and attributes <> '{}'
        order by updated_at desc limit ${mostCustomers}) c, jsonb_object_keys(c.attributes) name
      group by name order by count(*) desc, name limit ${mostNames}`);
    return rows.map(({ name }) => name);
  },
});
