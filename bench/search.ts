import type postgres from "postgres";
import type { Flowra } from "../embedded/start/start-flowra";
import { type Figure, percentiles } from "./figures";
import { call } from "./http";
import type { BenchTenant } from "./tenant";

const rounds = 5;

/** Frequent, common, rare and absent words, phrases, exclusions and operators: what people type. */
const searches = [
  "delivery",
  "заказы word1",
  "word40",
  "word40 word41",
  "word900",
  "word7000",
  '"word12 delivery"',
  "word30 -delivery",
  "word300 from:me",
  "from:me",
  "word200 after:2024-01-01",
  "word9 in:#100",
  "has:file word50",
  "nonsense",
];

/** How fast a search answers among a million messages, as a whole page, alone and with eight at a time. */
export async function measureSearch(
  flowra: Flowra,
  tenant: BenchTenant,
  messages: number,
): Promise<Figure[]> {
  await fillMessages(tenant.sql, tenant.id, messages);
  const figures: Figure[] = [];
  for (const atOnce of [1, 8]) {
    const name = `search, ${messages.toLocaleString("en")} messages, ${atOnce} at a time`;
    const queue = Array.from({ length: rounds }, () => searches).flat();
    const durations: number[] = [];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let q = queue.pop(); q !== undefined; q = queue.pop()) {
          const url = `${flowra.url}/w/${tenant.slug}/search?${new URLSearchParams({ q })}`;
          const { status, ms } = await call("GET", url, tenant.agent);
          if (status !== 200) throw new Error(`${url} answered ${status}.`);
          durations.push(ms);
        }
      }),
    );
    figures.push(...percentiles(name, durations));
  }
  return figures;
}

/** Messages of words that are as unevenly frequent as those of a language, spread over the tickets there are and the time they span. */
async function fillMessages(sql: postgres.Sql, id: string, most: number): Promise<void> {
  const step = 50_000;
  const [age] = await sql<{ seconds: number }[]>`
    select extract(epoch from now() - min(created_at))::float8 as seconds from tasks where workspace_id = ${id}`;
  const between = age!.seconds / most;
  for (let done = 0; done < most; done += step) {
    await sql`
      with numbered as (
        select chat_id, number, customer_id, now() - (${most} - ${done}::int - number) * ${between}::float8 * interval '1 second' as at
        from tasks
        where workspace_id = ${id} and number <= ${step} and customer_id is not null
      )
      insert into messages (workspace_id, id, chat_id, seq, public_seq, rev, public_rev, kind, author_user_id,
                            author_customer_id, body, created_at)
      select ${id}, (lpad(to_hex((extract(epoch from n.at) * 1000)::bigint), 12, '0') || '7000' || '8'
               || substr(md5(n.number::text || ${done}::text), 1, 15))::uuid,
             n.chat_id, 1000 + ${done}::int / ${step}::int, 1000 + ${done}::int / ${step}::int, 1, 1, 'message',
             case when n.number % 2 = 0 then (select user_id from memberships where workspace_id = ${id} limit 1) end,
             case when n.number % 2 = 1 then n.customer_id end,
             (select string_agg((array['the order', 'my parcel', 'delivery', 'заказ', 'возврат'])[1 + (n.number + w) % 5]
                || ' word' || floor(exp(random() * ln(20000)))::int, ' ')
              from generate_series(1, 8 + n.number % 10) w),
             n.at
      from numbered n`;
  }
  await sql`vacuum analyze messages`;
}
