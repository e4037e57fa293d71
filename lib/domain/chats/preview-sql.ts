import { type SQL, sql } from "drizzle-orm";
import { previewLength } from "./preview";

/**
 * As `previewOf`, in SQL, of a row of `messages` under the given name.
 * @param body its words for whoever reads, which customers may get fewer of
 */
export function previewSql(message: "m" | "q", body: SQL): SQL<string> {
  const row = sql.raw(message);
  return sql<string>`coalesce(
    nullif(left(btrim(regexp_replace(${body}, '\\s+', ' ', 'g')), ${sql.raw(String(previewLength))}), ''),
    (select '📎 ' || (array_agg(pf.name order by pf.position))[1]
              || case when count(*) > 1 then ' +' || count(*) - 1 else '' end
       from files pf where pf.workspace_id = ${row}.workspace_id and pf.message_id = ${row}.id having count(*) > 0),
    '')`;
}
