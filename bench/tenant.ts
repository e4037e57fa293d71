import { createHash, randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import type { Flowra } from "../embedded/start/start-flowra";

export type BenchTenant = {
  sql: postgres.Sql;
  id: string;
  slug: string;
  inboxKey: string;
  /** The agent, and headers with which they call. */
  userId: string;
  agent: Record<string, string>;
  writers: Writer[];
};
export type Writer = { chatId: string; headers: Record<string, string>; channel: string };

/**
 * A workspace with as many tickets as a busy desk has after years, an agent signed in, and customers with an open
 * chat each. Written in bulk: what is measured is the use, not the making.
 */
export async function makeTenant(flowra: Flowra, tickets: number, writers: number): Promise<BenchTenant> {
  const sql = postgres(flowra.databaseUrl, { max: 4, onnotice: () => {} });
  const id = newId();
  const slug = "bench";
  const inboxId = newId();
  const userId = newId();
  const sessionId = newId();
  await sql`insert into workspaces ${sql({ id, slug, name: "Bench", next_task_number: tickets + writers + 1 })}`;
  await sql`insert into inboxes ${sql({ workspace_id: id, id: inboxId, name: "Web", public_key: "bench" })}`;
  await sql`insert into users ${sql({ id: userId, email: "agent@bench.example", name: "Bench Agent" })}`;
  await sql`insert into memberships ${sql({ workspace_id: id, user_id: userId, role: "manager" })}`;
  const expires = new Date(Date.now() + 86_400_000);
  await sql`insert into sessions ${sql({ id: sessionId, user_id: userId, expires_at: expires })}`;
  await fillQueue(sql, { id, inboxId, userId }, tickets);
  const people: Writer[] = [];
  for (let n = 1; n <= writers; n++) people.push(await makeWriter(sql, { id, inboxId }, tickets + n));
  await sql`analyze`;
  const token = await encode({ token: { sub: userId, sessionId }, secret: flowra.secrets.AUTH_SECRET });
  return {
    sql,
    id,
    slug,
    inboxKey: "bench",
    userId,
    agent: {
      cookie: `flowra-session=${token}`,
      origin: new URL(flowra.url).origin,
      "x-flowra-workspace": slug,
    },
    writers: people,
  };
}

type Ids = { id: string; inboxId: string };

async function fillQueue(
  sql: postgres.Sql,
  { id, inboxId, userId }: Ids & { userId: string },
  tickets: number,
) {
  const people = Math.max(1, Math.floor(tickets / 5));
  await sql`
    insert into customers (workspace_id, id, name, email)
    select ${id}, gen_random_uuid(), 'Customer ' || n, 'customer' || n || '@example.com'
    from generate_series(1, ${people}::int) n`;
  await sql.begin(async (tx) => {
    await tx`create temporary table queue on commit drop as
      select n, gen_random_uuid() as chat_id, c.id as customer_id, now() - n * interval '97 seconds' as at
      from generate_series(1, ${tickets}::int) n
      join (select id, row_number() over () as r from customers where workspace_id = ${id}) c
        on c.r = 1 + n % ${people}::int`;
    await tx`
      insert into chats (workspace_id, id, kind, inbox_id, customer_id, seq, public_seq, message_seq, rev, public_rev,
                         last_message_at, last_message_text, last_message_by)
      select ${id}, chat_id, 'support', ${inboxId}, customer_id, 1, 1, 1, 1, 1, at, 'Question number ' || n, 'customer'
      from queue`;
    await tx`
      insert into tasks (workspace_id, id, number, type, title, status, priority, chat_id, customer_id, source,
                         assignee_user_id, waiting_since, resolved_at, last_activity_at, created_at)
      select ${id}, gen_random_uuid(), n, 'ticket', 'Question number ' || n || ' about delivery and returns',
             (array['open', 'new', 'pending', 'resolved'])[1 + n % 4], (array['low', 'normal', 'high', 'urgent'])[1 + n % 4],
             chat_id, customer_id, 'web_chat', case when n % 3 = 0 then ${userId}::uuid end,
             case when n % 4 < 2 then at end, case when n % 4 = 3 then at end, at, at
      from queue`;
    await tx`
      insert into messages (workspace_id, id, chat_id, seq, public_seq, rev, public_rev, kind, author_customer_id, body, created_at)
      select ${id}, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8'
                     || substr(md5(n::text), 1, 15))::uuid,
             chat_id, 1, 1, 1, 1, 'message', customer_id,
             'Question number ' || n || ': when does my parcel with the ' ||
             (array['blue', 'green', 'red', 'black', 'white'])[1 + n % 5] || ' jacket arrive, and can I still change the address?', at
      from queue`;
  });
}

async function makeWriter(sql: postgres.Sql, { id, inboxId }: Ids, number: number): Promise<Writer> {
  const customerId = newId();
  const chatId = newId();
  const token = randomBytes(32).toString("base64url");
  await sql`insert into customers ${sql({ workspace_id: id, id: customerId, name: `Writer ${number}` })}`;
  await sql`insert into customer_tokens ${sql({
    workspace_id: id,
    id: newId(),
    customer_id: customerId,
    inbox_id: inboxId,
    kind: "browser",
    token_hash: createHash("sha256").update(token).digest("base64url"),
    expires_at: new Date(Date.now() + 86_400_000),
  })}`;
  await sql`insert into chats ${sql({ workspace_id: id, id: chatId, kind: "support", inbox_id: inboxId, customer_id: customerId })}`;
  await sql`insert into tasks ${sql({
    workspace_id: id,
    id: newId(),
    number,
    type: "ticket",
    title: `Writer ${number}`,
    status: "open",
    chat_id: chatId,
    customer_id: customerId,
    source: "web_chat",
  })}`;
  return {
    chatId,
    headers: { authorization: `Bearer ${token}` },
    channel: `private-customerChat.${id}.${chatId}.1`,
  };
}
