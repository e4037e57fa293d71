import { sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

/**
 * What is rare decides by which index a list is found. A plan that is kept for all values takes everything for common,
 * and would go through all tickets for somebody who holds none; and what looks common in the whole table may lie behind
 * the tickets of all other workspaces.
 */
export const planForValues = (ctx: Context) =>
  ctx.tx.execute(sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('enable_seqscan', 'off', true)`);
