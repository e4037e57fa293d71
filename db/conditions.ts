import { type Column, type SQL, sql } from "drizzle-orm";

/**
 * One of these ids, as a single parameter: `inArray` makes a statement of its own for each number of them, which the
 * database has to parse and plan again.
 */
export const isAnyOf = (column: Column, ids: readonly string[]): SQL =>
  sql`${column} = any(${`{${ids.join(",")}}`}::uuid[])`;
